#include "kube/json_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::kube {
namespace {

constexpr std::size_t shortest_long_integer = 19;  // digits of 2^63
constexpr std::size_t escape_length = 6;           // \uXXXX

bool is_number_character(char c) {
  return is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

bool is_long_integer(std::string_view token) {
  if (token.starts_with('-')) token.remove_prefix(1);
  return token.size() >= shortest_long_integer && std::all_of(token.begin(), token.end(), is_digit);
}

// Position after the string that opens at `quote`, or the end of the input if it is not closed.
std::size_t after_string(std::string_view json, std::size_t quote) {
  std::size_t i = quote + 1;
  while (i < json.size() && json[i] != '"') i += json[i] == '\\' ? 2 : 1;
  return std::min(i + 1, json.size());
}

std::size_t after_number(std::string_view json, std::size_t start) {
  const auto* stop = std::find_if_not(json.begin() + start, json.end(), is_number_character);
  return static_cast<std::size_t>(stop - json.begin());
}

// The value of the four digits of a \u escape.
unsigned code_unit(std::string_view json, std::size_t escape) {
  unsigned unit = 0;
  for (const char c : json.substr(escape + 2, 4)) {
    const auto digit = static_cast<unsigned char>(c);
    unit = (unit << 4U) | (is_digit(c) ? digit - unsigned{'0'} : (digit | 0x20U) - 'a' + 10U);
  }
  return unit;
}

bool is_high(unsigned unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}

bool is_low(unsigned unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

bool starts_low_surrogate(std::string_view json, std::size_t at) {
  return json.substr(at, 2) == "\\u" && is_low(code_unit(json, at));
}

}  // namespace

std::optional<std::string> with_long_integers_as_decimals(std::string_view json) {
  std::string rewritten;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < json.size();) {
    if (json[i] == '"') {
      i = after_string(json, i);
    } else if (!is_number_character(json[i])) {
      ++i;
    } else {
      const std::size_t end = after_number(json, i);
      if (is_long_integer(json.substr(i, end - i))) {
        rewritten.append(json.substr(copied, end - copied)).append(".0");
        copied = end;
      }
      i = end;
    }
  }
  if (copied == 0) return std::nullopt;
  rewritten.append(json.substr(copied));
  return rewritten;
}

bool has_surrogate_bytes(std::string_view bytes) {
  constexpr char lead = '\xED';
  for (auto at = bytes.find(lead); at != std::string_view::npos; at = bytes.find(lead, at + 1))
    if (at + 1 < bytes.size() && static_cast<unsigned char>(bytes[at + 1]) >= 0xA0) return true;
  return false;
}

bool has_lone_surrogate(std::string_view valid_json) {
  std::size_t i = valid_json.find('\\');
  while (i != std::string_view::npos) {
    const bool unicode = valid_json[i + 1] == 'u';
    const unsigned unit = unicode ? code_unit(valid_json, i) : 0;
    i += unicode ? escape_length : 2;
    if (is_low(unit)) return true;
    if (is_high(unit) && !starts_low_surrogate(valid_json, i)) return true;
    if (is_high(unit)) i += escape_length;
    i = valid_json.find('\\', i);
  }
  return false;
}

}  // namespace tempo_admission::kube
