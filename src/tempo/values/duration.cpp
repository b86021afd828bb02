#include "tempo/values/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/base/duration_units.hpp"

namespace tempo_admission::tempo {
namespace {

// From large to small, the only order in which they may be written.
constexpr std::array prometheus_units = {
    DurationUnit{"y", 365 * day},    DurationUnit{"w", 7 * day}, DurationUnit{"d", day},
    DurationUnit{"h", hour},         DurationUnit{"m", minute},  DurationUnit{"s", second},
    DurationUnit{"ms", millisecond},
};

}  // namespace

std::optional<std::int64_t> parse_prometheus_duration(std::string_view text) {
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  std::uint64_t total = 0;
  auto next_unit = prometheus_units.begin();
  while (!text.empty()) {
    const auto digits = take_while(text, is_digit);
    std::uint64_t value = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc{})
      return std::nullopt;
    const auto name = take_while(text, [](char c) { return !is_digit(c); });
    const auto unit = std::find_if(next_unit, prometheus_units.end(),
                                   [&](const DurationUnit& u) { return u.name == name; });
    if (unit == prometheus_units.end() || value > duration_limit / unit->nanoseconds)
      return std::nullopt;
    next_unit = unit + 1;
    total += value * unit->nanoseconds;
    if (total >= duration_limit) return std::nullopt;
  }
  return static_cast<std::int64_t>(total);
}

std::string duration_text(std::int64_t nanoseconds) {
  constexpr std::array units = {DurationUnit{"h", hour},
                                DurationUnit{"m", minute},
                                DurationUnit{"s", second},
                                DurationUnit{"ms", millisecond},
                                DurationUnit{"\u00b5s", microsecond},
                                DurationUnit{"ns", 1}};
  if (nanoseconds == 0) return "0s";
  const auto bits = static_cast<std::uint64_t>(nanoseconds);
  auto rest = nanoseconds < 0 ? 0 - bits : bits;
  std::string text = nanoseconds < 0 ? "-" : "";
  for (const auto& unit : units) {
    if (const auto whole = rest / unit.nanoseconds; whole != 0)
      text += std::to_string(whole).append(unit.name);
    rest %= unit.nanoseconds;
  }
  return text;
}

}  // namespace tempo_admission::tempo
