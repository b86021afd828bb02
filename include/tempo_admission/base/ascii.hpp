// ASCII character classes, independent of the locale. Bytes above 0x7F belong to no class. Pure:
// any thread may call these.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace tempo_admission {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

constexpr bool is_letter(char c) {
  return is_lower(c) || is_upper(c);
}

// A-Z in lower case; any other byte unchanged.
constexpr char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

// Returns a copy with A-Z in lower case; all other bytes are kept.
[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  return lower;
}

}  // namespace tempo_admission
