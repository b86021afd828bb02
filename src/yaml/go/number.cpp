#include "yaml/go/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::yaml {
namespace {

// Removes the prefix and returns the base it names; "0" alone stays a number.
int take_base(std::string_view& digits) {
  if (digits.size() > 2 && digits[0] == '0') {
    const char mark = to_lower(digits[1]);
    const int base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 0;
    if (base != 0) {
      digits.remove_prefix(2);
      return base;
    }
  }
  if (digits.size() > 1 && digits[0] == '0') {
    digits.remove_prefix(1);
    return 8;
  }
  return 10;
}

// Go allows "_" only between digits.
bool has_good_underscores(std::string_view text) {
  bool digit_before = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      digit_before = is_digit(text[i]);
      continue;
    }
    const bool digit_behind = i + 1 < text.size() && is_digit(text[i + 1]);
    if (!digit_before || !digit_behind) return false;
  }
  return true;
}

void take_sign(std::string_view& text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
}

std::size_t take_digits(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  text.remove_prefix(digits);
  return digits;
}

// Empty, or "e" followed by an integer.
bool is_exponent(std::string_view text) {
  if (text.empty()) return true;
  if (to_lower(text.front()) != 'e') return false;
  text.remove_prefix(1);
  take_sign(text);
  return take_digits(text) > 0 && text.empty();
}

bool is_decimal_float(std::string_view text) {
  take_sign(text);
  std::size_t digits = take_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += take_digits(text);
  }
  return digits > 0 && is_exponent(text);
}

// The digits and exponent of the shortest decimal number that reads back as `value`.
struct Shortest {
  std::string digits;
  int exponent = 0;  // of the first digit
};

Shortest shortest_of(double value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific)
                       .ptr;
  Shortest shortest;
  const char* at = buffer.data();
  for (; at != end && *at != 'e'; ++at) {
    if (is_digit(*at)) shortest.digits.push_back(*at);
  }
  std::from_chars(at + (at[1] == '+' ? 2 : 1), end, shortest.exponent);
  return shortest;
}

std::string scientific(const Shortest& number) {
  std::string text = number.digits.substr(0, 1);
  if (number.digits.size() > 1) text += "." + number.digits.substr(1);
  text += number.exponent < 0 ? "e-" : "e+";
  const std::string exponent = std::to_string(std::abs(number.exponent));
  if (exponent.size() < 2) text += '0';
  return text + exponent;
}

std::string fixed(const Shortest& number) {
  if (number.exponent < 0) {
    return "0." + std::string(static_cast<std::size_t>(-number.exponent - 1), '0') + number.digits;
  }
  const auto whole = static_cast<std::size_t>(number.exponent) + 1;
  if (number.digits.size() <= whole) {
    return number.digits + std::string(whole - number.digits.size(), '0');
  }
  return number.digits.substr(0, whole) + "." + number.digits.substr(whole);
}

}  // namespace

std::optional<GoInteger> parse_go_integer(std::string_view text, int base) {
  const bool negative = text.starts_with('-');
  const bool is_signed = negative || text.starts_with('+');
  std::string_view digits = text.substr(is_signed ? 1 : 0);
  if (base == 0) base = take_base(digits);
  std::uint64_t magnitude = 0;
  const char* const begin = digits.data();
  const char* const end = begin + digits.size();
  const auto [stopped, error] = std::from_chars(begin, end, magnitude, base);
  if (digits.empty() || error != std::errc() || stopped != end) return std::nullopt;
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (negative) {
    if (magnitude > largest + 1) return std::nullopt;
    return static_cast<std::int64_t>(-magnitude);
  }
  if (magnitude <= largest) return static_cast<std::int64_t>(magnitude);
  if (is_signed) return std::nullopt;  // ParseUint accepts no sign
  return magnitude;
}

std::optional<double> parse_go_float(std::string_view text) {
  std::string plain(text);
  if (text.find('_') != std::string_view::npos) {
    if (!has_good_underscores(text)) return std::nullopt;
    std::erase(plain, '_');
  }
  if (!is_decimal_float(plain)) return std::nullopt;
  const std::string_view number = std::string_view(plain).substr(plain.starts_with('+') ? 1 : 0);
  double value = 0;
  const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
  if (result.ec == std::errc()) return value;
  // Out of range: in Go, too small is zero and too large is an error. strtod tells which it is.
  value = std::strtod(plain.c_str(), nullptr);
  if (std::isinf(value)) return std::nullopt;
  return value;
}

std::string format_go_float(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (value == 0) return sign + "0";
  constexpr int smallest_fixed = -4;
  constexpr int precision = 6;  // FormatFloat's for the shortest form
  const Shortest number = shortest_of(std::abs(value));
  const bool is_fixed = number.exponent >= smallest_fixed && number.exponent < precision;
  return sign + (is_fixed ? fixed(number) : scientific(number));
}

}  // namespace tempo_admission::yaml
