#include "tempo/values/label_name.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::tempo {
namespace {

std::uint32_t byte_at(std::string_view text, std::size_t index) {
  return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
}

// Length according to the first byte; 1 if no code point starts with it.
std::size_t bytes_by_lead(std::uint32_t lead) {
  if (lead < 0xC2U || lead > 0xF4U) return 1;
  return lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
}

// Rejects overlong forms, surrogates, and values beyond the last code point.
bool second_byte_fits(std::uint32_t lead, std::uint32_t second) {
  if (lead == 0xE0U) return second >= 0xA0U;
  if (lead == 0xEDU) return second < 0xA0U;
  if (lead == 0xF0U) return second >= 0x90U;
  return lead != 0xF4U || second < 0x90U;
}

// Length of the first code point as in Go's range loop: 1 if it is not valid UTF-8.
std::size_t code_point_bytes(std::string_view text) {
  const auto lead = byte_at(text, 0);
  const auto bytes = bytes_by_lead(lead);
  for (std::size_t i = 1; i < bytes; ++i)
    if ((byte_at(text, i) & 0xC0U) != 0x80U) return 1;
  return second_byte_fits(lead, byte_at(text, 1)) ? bytes : 1;
}

bool is_label_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80U && (std::isalnum(byte) != 0 || c == '_');
}

}  // namespace

std::string sanitized_label(std::string_view name) {
  if (name.empty()) return "_";
  std::string label;
  for (auto rest = name; !rest.empty(); rest.remove_prefix(code_point_bytes(rest))) {
    const bool fits =
        is_label_character(rest.front()) && !(label.empty() && is_digit(rest.front()));
    label += fits ? rest.front() : '_';
  }
  return label;
}

bool is_label_name(std::string_view name) {
  return !name.empty() && !is_digit(name.front()) &&
         std::all_of(name.begin(), name.end(), is_label_character);
}

}  // namespace tempo_admission::tempo
