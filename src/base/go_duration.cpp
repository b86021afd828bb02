#include "tempo_admission/base/go_duration.hpp"

#include <algorithm>
#include <array>

#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/base/duration_units.hpp"

namespace tempo_admission {
namespace {

constexpr std::array go_units = {
    DurationUnit{"ns", 1},
    DurationUnit{"us", microsecond},
    DurationUnit{"\u00b5s", microsecond},
    DurationUnit{"\u03bcs", microsecond},
    DurationUnit{"ms", millisecond},
    DurationUnit{"s", second},
    DurationUnit{"m", minute},
    DurationUnit{"h", hour},
};

// Go's leadingInt: fails as soon as the number exceeds 2^63.
std::optional<std::uint64_t> whole_part(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char digit : digits) {
    if (value > duration_limit / 10) return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    if (value > duration_limit) return std::nullopt;
  }
  return value;
}

// Go's leadingFraction: digits that do not fit are dropped.
double fraction_of(std::string_view digits, std::uint64_t unit) {
  std::uint64_t value = 0;
  double scale = 1;
  for (const char digit : digits) {
    if (value > (duration_limit - 1) / 10) break;
    const auto next = value * 10 + static_cast<std::uint64_t>(digit - '0');
    if (next > duration_limit) break;
    value = next;
    scale *= 10;
  }
  return static_cast<double>(value) * (static_cast<double>(unit) / scale);
}

// Removes one number and its unit from the front of `text`; returns nanoseconds, at most 2^63.
std::optional<std::uint64_t> take_go_part(std::string_view& text) {
  const auto whole_digits = take_while(text, is_digit);
  std::string_view fraction_digits;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction_digits = take_while(text, is_digit);
  }
  const auto name = take_while(text, [](char c) { return c != '.' && !is_digit(c); });
  const auto unit = std::find_if(go_units.begin(), go_units.end(),
                                 [&](const DurationUnit& u) { return u.name == name; });
  const auto whole = whole_part(whole_digits);
  const bool has_number = !whole_digits.empty() || !fraction_digits.empty();
  if (!has_number || !whole || unit == go_units.end() ||
      *whole > duration_limit / unit->nanoseconds)
    return std::nullopt;
  const auto value = *whole * unit->nanoseconds +
                     static_cast<std::uint64_t>(fraction_of(fraction_digits, unit->nanoseconds));
  return value <= duration_limit ? std::optional(value) : std::nullopt;
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
    if (!part || total + *part > duration_limit) return std::nullopt;
    total += *part;
  }
  if (negative) return static_cast<std::int64_t>(0 - total);
  if (total == duration_limit) return std::nullopt;
  return static_cast<std::int64_t>(total);
}

}  // namespace tempo_admission
