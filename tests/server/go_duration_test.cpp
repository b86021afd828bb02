#include "server/go_duration.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tempo_admission::server {
namespace {

using std::chrono::nanoseconds;

struct DurationCase {
  std::string_view text;
  std::optional<std::int64_t> nanoseconds;
};

TEST(GoDuration, ReadsWhatGoReadsAndNothingElse) {
  const std::vector<DurationCase> cases = {
      {"10s", 10'000'000'000},
      {"1m0s", 60'000'000'000},
      {"500ms", 500'000'000},
      {"1.5h", 5'400'000'000'000},
      {".5s", 500'000'000},
      {"1.s", 1'000'000'000},
      {"-1s", -1'000'000'000},
      {"+3us", 3'000},
      {"7\u00b5s", 7'000},
      {"2ns", 2},
      {"0", 0},
      {"", {}},
      {"abc", {}},
      {"10", {}},
      {".s", {}},
      {"-", {}},
      {"1s ", {}},
      {"1d", {}},
      {"9223372036854775807ns", 9'223'372'036'854'775'807},
      {"9223372036854775808ns", {}},
      {"9999999999h", {}},
      {"9223372036854775807ns1ns", {}},
  };
  for (const DurationCase& c : cases) {
    const auto parsed = parse_go_duration(c.text);
    EXPECT_EQ(parsed.has_value(), c.nanoseconds.has_value()) << c.text;
    if (parsed && c.nanoseconds) {
      EXPECT_EQ(parsed->count(), *c.nanoseconds) << c.text;
    }
  }
}

TEST(TimeoutOf, Case043HonoursADurationAndIgnoresWhatCannotBeRead) {
  const std::vector<DurationCase> cases = {
      {"timeout=10s", 10'000'000'000},
      {"timeout=1m0s", 60'000'000'000},
      {"timeout=500ms", 500'000'000},
      {"dryRun=All&timeout=2s", 2'000'000'000},
      {"timeout=1s&timeout=9s", 1'000'000'000},
      {"timeout=24h", 86'400'000'000'000},
      {"timeout=24h1ns", 86'400'000'000'000},
      {"timeout=2562047h47m16.854775807s", 86'400'000'000'000},  // the longest that Go can say
      {"timeout=abc&timeout=9s", {}},
      {"timeout=abc", {}},
      {"timeout=-1s", {}},
      {"timeout=0s", {}},
      {"timeout=", {}},
      {"timeout", {}},
      {"xtimeout=1s", {}},
      {"&&", {}},
      {"", {}},
  };
  for (const DurationCase& c : cases) {
    const auto timeout = timeout_of(c.text);
    EXPECT_EQ(timeout.has_value(), c.nanoseconds.has_value()) << c.text;
    if (timeout && c.nanoseconds) {
      EXPECT_EQ(timeout->count(), *c.nanoseconds) << c.text;
    }
  }
}

}  // namespace
}  // namespace tempo_admission::server
