// Decodes UTF-8 one code point at a time; the input may be invalid. Knows nothing of what the text
// is for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tempo_admission {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  // bytes consumed: 1 to 4; 1 if invalid
  bool valid = false;      // as RFC 3629 defines it: shortest form, no surrogates, at most U+10FFFF
};

namespace detail {

// Bytes announced by the lead byte; 0 if it is not a valid lead byte.
constexpr std::size_t length_by_lead(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

constexpr bool is_scalar_value_in_shortest_form(char32_t value, std::size_t length) {
  if (length == 3) return value >= 0x800 && (value < 0xD800 || value > 0xDFFF);
  if (length == 4) return value >= 0x10000 && value <= 0x10FFFF;
  return true;
}

}  // namespace detail

// Decodes the first code point of `text`, which must not be empty. If it is invalid, returns U+FFFD
// with length 1 and `valid` false.
constexpr CodePoint first_code_point(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = detail::length_by_lead(lead);
  constexpr CodePoint broken{0xFFFD, 1, false};
  if (length == 0 || text.size() < length) return broken;
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return broken;
    value = (value << 6U) | (next & 0x3FU);
  }
  if (!detail::is_scalar_value_in_shortest_form(value, length)) return broken;
  return {value, length, true};
}

// The text, or if it is longer than `max_bytes` its start and "...". Cuts after the code point that
// reaches the bound, so the start is at most three bytes longer.
inline std::string shortened_to_bytes(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  std::size_t end = 0;
  while (end < max_bytes) end += first_code_point(text.substr(end)).length;
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace tempo_admission
