#include "tempo/values/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::uint64_t microsecond = 1000;
constexpr std::uint64_t millisecond = 1000 * microsecond;
constexpr std::uint64_t second = 1000 * millisecond;
constexpr std::uint64_t minute = 60 * second;
constexpr std::uint64_t hour = 60 * minute;
constexpr std::uint64_t day = 24 * hour;
constexpr std::uint64_t limit = std::uint64_t{1} << 63;  // one past the largest duration

struct Unit {
  std::string_view name;
  std::uint64_t nanoseconds;
};

// From large to small, the only order in which they may be written.
constexpr std::array prometheus_units = {
    Unit{"y", 365 * day}, Unit{"w", 7 * day}, Unit{"d", day},          Unit{"h", hour},
    Unit{"m", minute},    Unit{"s", second},  Unit{"ms", millisecond},
};

std::string_view take_while(std::string_view& text, bool (*wanted)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), wanted);
  const auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

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
                                   [&](const Unit& u) { return u.name == name; });
    if (unit == prometheus_units.end() || value > limit / unit->nanoseconds) return std::nullopt;
    next_unit = unit + 1;
    total += value * unit->nanoseconds;
    if (total >= limit) return std::nullopt;
  }
  return static_cast<std::int64_t>(total);
}

std::string duration_text(std::int64_t nanoseconds) {
  constexpr std::array units = {Unit{"h", hour},
                                Unit{"m", minute},
                                Unit{"s", second},
                                Unit{"ms", millisecond},
                                Unit{"\u00b5s", microsecond},
                                Unit{"ns", 1}};
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
