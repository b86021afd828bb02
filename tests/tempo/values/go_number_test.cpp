#include "tempo/values/go_number.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tempo_admission::tempo {
namespace {

using yaml::Scalar;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr auto int_min = std::numeric_limits<std::int64_t>::min();
constexpr std::uint64_t uint32_max = std::numeric_limits<std::uint32_t>::max();

struct IntCase {
  Scalar written;
  std::optional<std::int64_t> held;
};

class GoInt : public testing::TestWithParam<IntCase> {};

// The expected values are what go-yaml v2 stored in an int on amd64.
TEST_P(GoInt, HoldsWhatGoHolds) {
  EXPECT_EQ(go_int(GetParam().written), GetParam().held);
}

INSTANTIATE_TEST_SUITE_P(Table, GoInt,
                         testing::Values(IntCase{std::int64_t{-5}, -5}, IntCase{1.9, 1},
                                         IntCase{-1.9, -1}, IntCase{1.5e7, 15000000},
                                         IntCase{9223372036854775808.0, int_min},
                                         IntCase{-infinity, int_min}, IntCase{-1e30, int_min}));

INSTANTIATE_TEST_SUITE_P(Refused, GoInt,
                         testing::Values(IntCase{std::uint64_t{1} << 63, {}}, IntCase{infinity, {}},
                                         IntCase{1e19, {}}, IntCase{std::nan(""), {}},
                                         IntCase{std::string("12"), {}}, IntCase{true, {}},
                                         IntCase{yaml::Null{}, {}}));

struct UintCase {
  Scalar written;
  std::uint64_t max;
  std::optional<std::uint64_t> held;
};

constexpr auto uint64_max = std::numeric_limits<std::uint64_t>::max();

class GoUint : public testing::TestWithParam<UintCase> {};

TEST_P(GoUint, HoldsWhatGoHolds) {
  EXPECT_EQ(go_uint(GetParam().written, GetParam().max), GetParam().held);
}

INSTANTIATE_TEST_SUITE_P(
    Table, GoUint,
    testing::Values(UintCase{std::int64_t{5}, uint32_max, 5}, UintCase{1.9, uint32_max, 1},
                    UintCase{-0.5, uint32_max, 0}, UintCase{4294967295.5, uint32_max, 4294967295U},
                    UintCase{uint64_max, uint64_max, uint64_max},
                    UintCase{-1.0, uint64_max, uint64_max},
                    UintCase{18446744073709551616.0, uint64_max, std::uint64_t{1} << 63}));

INSTANTIATE_TEST_SUITE_P(Refused, GoUint,
                         testing::Values(UintCase{std::int64_t{-1}, uint64_max, {}},
                                         UintCase{-1.0, uint32_max, {}},
                                         UintCase{std::int64_t{4294967296}, uint32_max, {}},
                                         UintCase{-infinity, uint32_max, {}},
                                         UintCase{18446744073709551616.0, uint32_max, {}},
                                         UintCase{infinity, uint64_max, {}},
                                         UintCase{std::nan(""), uint64_max, {}},
                                         UintCase{std::string("1"), uint64_max, {}}));

TEST(GoFloat, TakesEveryNumber) {
  EXPECT_EQ(go_float(std::int64_t{-3}), -3.0);
  EXPECT_EQ(go_float(uint64_max), 18446744073709551616.0);
  EXPECT_EQ(go_float(1.5), 1.5);
}

TEST(GoFloat, TakesNothingElse) {
  EXPECT_EQ(go_float(std::string("1.5")), std::nullopt);
}

TEST(NumberText, IsTheShortestThatReadsBack) {
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(10), "10");
  EXPECT_EQ(number_text(-std::numeric_limits<double>::infinity()), "-.inf");
  EXPECT_EQ(number_text(std::numeric_limits<double>::quiet_NaN()), ".nan");
}

}  // namespace
}  // namespace tempo_admission::tempo
