#include "tempo/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

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

constexpr std::array go_units = {
    Unit{"ns", 1},
    Unit{"us", microsecond},
    Unit{"\u00b5s", microsecond},
    Unit{"\u03bcs", microsecond},
    Unit{"ms", millisecond},
    Unit{"s", second},
    Unit{"m", minute},
    Unit{"h", hour},
};

// From large to small: the order in which they may be written.
constexpr std::array prometheus_units = {
    Unit{"y", 365 * day}, Unit{"w", 7 * day}, Unit{"d", day},          Unit{"h", hour},
    Unit{"m", minute},    Unit{"s", second},  Unit{"ms", millisecond},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view take_while(std::string_view& text, bool (*wanted)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), wanted);
  const auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

// Go's leadingInt: it gives up as soon as the number passes 2^63.
std::optional<std::uint64_t> whole_part(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char digit : digits) {
    if (value > limit / 10) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    if (value > limit) return std::nullopt;
  }
  return value;
}

// Go's leadingFraction: digits that no longer fit are dropped.
double fraction_of(std::string_view digits, std::uint64_t unit) {
  std::uint64_t value = 0;
  double scale = 1;
  for (const char digit : digits) {
    if (value > (limit - 1) / 10) break;
    const auto next = value * 10 + static_cast<std::uint64_t>(digit - '0');
    if (next > limit) break;
    value = next;
    scale *= 10;
  }
  return static_cast<double>(value) * (static_cast<double>(unit) / scale);
}

// One number with its unit off the front of the text, in nanoseconds, at most 2^63.
std::optional<std::uint64_t> take_go_part(std::string_view& text) {
  const auto whole_digits = take_while(text, is_digit);
  std::string_view fraction_digits;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction_digits = take_while(text, is_digit);
  }
  const auto name = take_while(text, [](char c) { return c != '.' && !is_digit(c); });
  const auto unit =
      std::find_if(go_units.begin(), go_units.end(), [&](const Unit& u) { return u.name == name; });
  const auto whole = whole_part(whole_digits);
  const bool has_number = !whole_digits.empty() || !fraction_digits.empty();
  if (!has_number || !whole || unit == go_units.end() || *whole > limit / unit->nanoseconds)
    return std::nullopt;
  const auto value = *whole * unit->nanoseconds +
                     static_cast<std::uint64_t>(fraction_of(fraction_digits, unit->nanoseconds));
  return value <= limit ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_go_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  std::uint64_t total = 0;
  while (!text.empty()) {
    const auto part = take_go_part(text);
    if (!part || total + *part > limit) return std::nullopt;
    total += *part;
  }
  if (negative) return static_cast<std::int64_t>(0 - total);
  if (total == limit) return std::nullopt;
  return static_cast<std::int64_t>(total);
}

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
  constexpr std::array units = {go_units[7], go_units[6], go_units[5],
                                go_units[4], go_units[2], go_units[0]};
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
