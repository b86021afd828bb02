#include "yaml/go/time.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::yaml {
namespace {

struct RewriteCase {
  std::string_view text;
  std::string_view rewritten;
};

class RewriteGoTimestamp : public testing::TestWithParam<RewriteCase> {};

TEST_P(RewriteGoTimestamp, WritesAsGoYamlV3) {
  EXPECT_EQ(rewrite_go_timestamp(GetParam().text), GetParam().rewritten);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, RewriteGoTimestamp,
    testing::Values(RewriteCase{"2024-01-02", "2024-01-02T00:00:00Z"},
                    RewriteCase{"2024-1-2", "2024-01-02T00:00:00Z"},
                    RewriteCase{"2024-02-29", "2024-02-29T00:00:00Z"},
                    RewriteCase{"2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"},
                    RewriteCase{"2024-01-02t3:4:5.5000Z", "2024-01-02T03:04:05.5Z"},
                    RewriteCase{"2024-01-02T03:04:05,25Z", "2024-01-02T03:04:05.25Z"},
                    RewriteCase{"2024-01-02T03:04:05.1234567899Z",
                                "2024-01-02T03:04:05.123456789Z"},
                    RewriteCase{"2024-01-02T03:04:05+00:00", "2024-01-02T03:04:05Z"},
                    RewriteCase{"2024-01-02T03:04:05-02:30", "2024-01-02T03:04:05-02:30"},
                    RewriteCase{"2024-01-02T03:04:05+00:60", "2024-01-02T03:04:05+01:00"},
                    RewriteCase{"2024-01-02  3:4:5", "2024-01-02T03:04:05Z"},
                    RewriteCase{"2024-01-02 3:4:5.000", "2024-01-02T03:04:05Z"}));

class NoGoTimestamp : public testing::TestWithParam<std::string_view> {};

TEST_P(NoGoTimestamp, IsLeftAlone) {
  EXPECT_EQ(rewrite_go_timestamp(GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Texts, NoGoTimestamp,
                         testing::Values("", "2024", "2024-", "2024-1", "2024-00-01", "2024-01-32",
                                         "2023-02-29", "1900-02-29", "2024-001-01", "24-01-01",
                                         "2024-01-02T03:04:05", "2024-01-02T24:00:00Z",
                                         "2024-01-02T03:60:00Z", "2024-01-02T03:04:60Z",
                                         "2024-01-02T03:04:05+25:00", "2024-01-02T03:04:05+0200",
                                         "2024-01-02x", "2024-01-02 03:04:05 ", "2024-01-02T03:04Z",
                                         "2024-01-02T03:04:05.Z"));

}  // namespace
}  // namespace tempo_admission::yaml
