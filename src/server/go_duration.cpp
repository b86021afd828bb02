#include "server/go_duration.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace tempo_admission::server {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

constexpr std::int64_t longest = std::numeric_limits<std::int64_t>::max();
constexpr Nanoseconds longest_timeout = std::chrono::hours(24);

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Longer names first: "ms" would otherwise be read as "m".
std::optional<std::int64_t> take_unit(std::string_view& text) {
  static constexpr std::pair<std::string_view, std::int64_t> units[] = {
      {"ns", 1},         {"us", 1'000},        {"\u00b5s", 1'000},    {"\u03bcs", 1'000},
      {"ms", 1'000'000}, {"s", 1'000'000'000}, {"m", 60'000'000'000}, {"h", 3'600'000'000'000}};
  for (const auto& [name, nanoseconds] : units) {
    if (!text.starts_with(name)) continue;
    text.remove_prefix(name.size());
    return nanoseconds;
  }
  return std::nullopt;
}

// Digits before the point; nothing when they overflow.
std::optional<std::int64_t> take_whole(std::string_view& text) {
  std::int64_t value = 0;
  while (!text.empty() && is_digit(text.front())) {
    const int digit = text.front() - '0';
    if (value > (longest - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
    text.remove_prefix(1);
  }
  return value;
}

// Digits behind the point, as a part of one; digits that cannot matter are skipped, as in Go.
double take_fraction(std::string_view& text) {
  double value = 0;
  double scale = 0.1;
  while (!text.empty() && is_digit(text.front())) {
    value += scale * (text.front() - '0');
    scale /= 10;
    text.remove_prefix(1);
  }
  return value;
}

// One number with its unit, e.g. "1.5h".
std::optional<std::int64_t> take_term(std::string_view& text) {
  const std::size_t before = text.size();
  const auto whole = take_whole(text);
  if (!whole) return std::nullopt;
  std::size_t digits = before - text.size();
  double fraction = 0;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::size_t before_fraction = text.size();
    fraction = take_fraction(text);
    digits += before_fraction - text.size();
  }
  if (digits == 0) return std::nullopt;
  const auto unit = take_unit(text);
  if (!unit || *whole > longest / *unit) return std::nullopt;
  const auto part = static_cast<std::int64_t>(fraction * static_cast<double>(*unit));
  if (*whole * *unit > longest - part) return std::nullopt;
  return *whole * *unit + part;
}

}  // namespace

std::optional<Nanoseconds> parse_go_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return Nanoseconds{0};
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  while (!text.empty()) {
    const auto term = take_term(text);
    if (!term || total > longest - *term) return std::nullopt;
    total += *term;
  }
  return Nanoseconds{negative ? -total : total};
}

std::optional<Nanoseconds> timeout_of(std::string_view query) {
  static constexpr std::string_view key = "timeout=";
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(pair.size() == query.size() ? pair.size() : pair.size() + 1);
    if (!pair.starts_with(key)) continue;
    const auto timeout = parse_go_duration(pair.substr(key.size()));
    if (!timeout || *timeout <= Nanoseconds{0}) return std::nullopt;
    return std::min(*timeout, longest_timeout);
  }
  return std::nullopt;
}

}  // namespace tempo_admission::server
