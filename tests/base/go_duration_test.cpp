#include "tempo_admission/base/go_duration.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tempo_admission {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t hour = 3600 * second;
constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

struct Written {
  const char* text;
  std::optional<std::int64_t> nanoseconds;
};

class GoDuration : public testing::TestWithParam<Written> {};

// The expected values come from time.ParseDuration of Go 1.26.
TEST_P(GoDuration, IsReadAsGoReadsIt) {
  EXPECT_EQ(parse_go_duration(GetParam().text), GetParam().nanoseconds) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, GoDuration,
    testing::Values(Written{"0", 0}, Written{"+0", 0}, Written{"30s", 30 * second},
                    Written{"1h30m", hour + hour / 2}, Written{"1.5h", hour + hour / 2},
                    Written{"-1h", -hour}, Written{"+1h", hour}, Written{".5s", second / 2},
                    Written{"5.s", 5 * second}, Written{"1m1h", hour + 60 * second},
                    Written{"1us", 1000}, Written{"1\u00b5s", 1000}, Written{"1\u03bcs", 1000},
                    Written{"0.1ns", 0}, Written{"1.9999999999999999999s", 2 * second},
                    Written{"9223372036854775807ns", largest},
                    Written{"-9223372036854775808ns", smallest}));

INSTANTIATE_TEST_SUITE_P(Refused, GoDuration,
                         testing::Values(Written{"", {}}, Written{"-", {}}, Written{"1", {}},
                                         Written{"1d", {}}, Written{".s", {}}, Written{"s", {}},
                                         Written{"1h.m", {}}, Written{"5 m", {}}, Written{"1H", {}},
                                         Written{"--1h", {}}, Written{"9223372036854775808ns", {}},
                                         Written{"99999999999999999999h", {}},
                                         Written{"2562048h", {}}));

// Values that the API server sends as ?timeout=, and values that it never sends.
INSTANTIATE_TEST_SUITE_P(
    Timeouts, GoDuration,
    testing::Values(Written{"10s", 10'000'000'000}, Written{"1m0s", 60'000'000'000},
                    Written{"500ms", 500'000'000}, Written{"1.5h", 5'400'000'000'000},
                    Written{".5s", 500'000'000}, Written{"1.s", 1'000'000'000},
                    Written{"-1s", -1'000'000'000}, Written{"+3us", 3'000},
                    Written{"7\u00b5s", 7'000}, Written{"2ns", 2}, Written{"0", 0}, Written{"", {}},
                    Written{"abc", {}}, Written{"10", {}}, Written{".s", {}}, Written{"-", {}},
                    Written{"1s ", {}}, Written{"1d", {}},
                    Written{"9223372036854775807ns", 9'223'372'036'854'775'807},
                    Written{"9223372036854775808ns", {}}, Written{"9999999999h", {}},
                    Written{"9223372036854775807ns1ns", {}}));

}  // namespace
}  // namespace tempo_admission
