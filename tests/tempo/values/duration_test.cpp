#include "tempo/values/duration.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tempo_admission/base/go_duration.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t hour = 3600 * second;
constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();

struct Written {
  const char* text;
  std::optional<std::int64_t> nanoseconds;
};

class PrometheusDuration : public testing::TestWithParam<Written> {};

// The expected values come from model.ParseDuration of prometheus/common.
TEST_P(PrometheusDuration, IsReadAsPrometheusReadsIt) {
  EXPECT_EQ(parse_prometheus_duration(GetParam().text), GetParam().nanoseconds) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, PrometheusDuration,
    testing::Values(Written{"0", 0}, Written{"0s", 0}, Written{"336h", 336 * hour},
                    Written{"336h0m0s", 336 * hour}, Written{"14d", 336 * hour},
                    Written{"2w", 336 * hour}, Written{"1y", 365 * 24 * hour},
                    Written{"1d12h", 36 * hour}, Written{"1500ms", second + second / 2},
                    Written{"292y", 292 * 365 * 24 * hour}));

INSTANTIATE_TEST_SUITE_P(Refused, PrometheusDuration,
                         testing::Values(Written{"", {}}, Written{"24", {}}, Written{"1.5h", {}},
                                         Written{"-1h", {}}, Written{"1m1h", {}},
                                         Written{"1h1h", {}}, Written{"1us", {}}, Written{"h", {}},
                                         Written{"300y", {}}, Written{"99999999999999999999s", {}},
                                         Written{"1h ", {}}));

struct Held {
  std::int64_t nanoseconds;
  const char* text;
};

class DurationText : public testing::TestWithParam<Held> {};

TEST_P(DurationText, HasNoPartThatIsZero) {
  EXPECT_EQ(duration_text(GetParam().nanoseconds), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Table, DurationText,
                         testing::Values(Held{0, "0s"}, Held{30, "30ns"},
                                         Held{1500, "1\u00b5s500ns"},
                                         Held{1'100'000, "1ms100\u00b5s"}, Held{second, "1s"},
                                         Held{90 * second, "1m30s"}, Held{336 * hour, "336h"},
                                         Held{hour + second / 2, "1h500ms"}, Held{-hour, "-1h"},
                                         Held{smallest, "-2562047h47m16s854ms775\u00b5s808ns"}));

TEST(DurationText, IsReadBackByBothGrammars) {
  for (const auto held : {336 * hour, 90 * second, hour + second / 2, second / 1000}) {
    EXPECT_EQ(parse_go_duration(duration_text(held)), held);
    EXPECT_EQ(parse_prometheus_duration(duration_text(held)), held);
  }
}

}  // namespace
}  // namespace tempo_admission::tempo
