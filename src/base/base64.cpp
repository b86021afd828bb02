#include "tempo_admission/base/base64.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace tempo_admission {
namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_digit = 0xFF;

constexpr std::array<std::uint8_t, 256> digit_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::size_t i = 0; i < 64; ++i)
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  return values;
}();

constexpr std::uint32_t byte(char c) {
  return static_cast<unsigned char>(c);
}

// Writes three bytes as four digits.
void write_group(char* out, std::uint32_t group) {
  out[0] = alphabet[group >> 18U];
  out[1] = alphabet[group >> 12U & 63U];
  out[2] = alphabet[group >> 6U & 63U];
  out[3] = alphabet[group & 63U];
}

std::string without_line_breaks(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (const char c : text)
    if (c != '\n' && c != '\r') kept += c;
  return kept;
}

std::size_t padding_of(std::string_view digits) {
  if (digits.ends_with("==")) return 2;
  return digits.ends_with('=') ? 1 : 0;
}

}  // namespace

void append_base64(TextBuffer& text, std::string_view bytes) {
  const std::size_t size = (bytes.size() + 2) / 3 * 4;
  char* out = text.room(size);
  char* const end = out + size;
  const char* in = bytes.data();
  for (std::size_t groups = bytes.size() / 3; groups > 0; --groups, in += 3, out += 4)
    write_group(out, byte(in[0]) << 16U | byte(in[1]) << 8U | byte(in[2]));
  if (const std::size_t left = bytes.size() % 3; left > 0) {
    write_group(out, byte(in[0]) << 16U | (left == 2 ? byte(in[1]) << 8U : 0U));
    std::fill(out + left + 1, out + 4, '=');
  }
  text.commit(end);
}

std::optional<std::string> decode_base64(std::string_view text) {
  const std::string digits = without_line_breaks(text);
  if (digits.size() % 4 != 0) return std::nullopt;
  const std::size_t count = digits.size() - padding_of(digits);
  std::string bytes;
  bytes.reserve(digits.size() / 4 * 3);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = digit_values[static_cast<unsigned char>(digits[i])];
    if (value == no_digit) return std::nullopt;
    bits = bits << 6U | value;
    // Every digit of a group except the first completes one byte.
    const std::size_t place = i % 4;
    if (place != 0) bytes += static_cast<char>(bits >> (6 - 2 * place) & 0xFFU);
  }
  return bytes;
}

}  // namespace tempo_admission
