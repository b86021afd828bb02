#include "tempo/declared/rfc3339.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace tempo_admission::tempo {
namespace {

struct TimeCase {
  std::string_view text;
  long long seconds;  // since 1970
};

class GoodTime : public testing::TestWithParam<TimeCase> {};

TEST_P(GoodTime, IsRead) {
  const auto time = parse_rfc3339(GetParam().text);
  ASSERT_TRUE(time) << GetParam().text;
  EXPECT_EQ(time->time_since_epoch().count(), GetParam().seconds);
}

INSTANTIATE_TEST_SUITE_P(Table, GoodTime,
                         testing::Values(TimeCase{"1970-01-01T00:00:00Z", 0},
                                         TimeCase{"2027-01-01T00:00:00Z", 1798761600},
                                         TimeCase{"2027-01-01T02:00:00+02:00", 1798761600},
                                         TimeCase{"2026-12-31T18:30:00-05:30", 1798761600},
                                         TimeCase{"2027-01-01T00:00:00.999999Z", 1798761600},
                                         TimeCase{"2028-02-29T23:59:59Z", 1835481599}));

class BadTime : public testing::TestWithParam<std::string_view> {};

TEST_P(BadTime, IsRefused) {
  EXPECT_FALSE(parse_rfc3339(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadTime,
    testing::Values("", "2027", "2027-01-01", "2027-01-01T00:00:00", "2027-01-01 00:00:00Z",
                    "2027-1-01T00:00:00Z", "2027-13-01T00:00:00Z", "2027-00-01T00:00:00Z",
                    "2027-02-29T00:00:00Z", "2027-01-32T00:00:00Z", "2027-01-01T24:00:00Z",
                    "2027-01-01T00:60:00Z", "2027-01-01T00:00:60Z", "2027-01-01T00:00:00z",
                    "2027-01-01T00:00:00.Z", "2027-01-01T00:00:00+2:00", "2027-01-01T00:00:00+0200",
                    "2027-01-01T00:00:00ZZ", "+027-01-01T00:00:00Z", " 2027-01-01T00:00:00Z"));

}  // namespace
}  // namespace tempo_admission::tempo
