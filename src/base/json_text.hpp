// Copies strings into JSON string literals, eight bytes at a time. Does not write the quotes and
// does not choose how special characters are escaped.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"

namespace tempo_admission {

namespace detail {

constexpr std::uint64_t in_every_byte(unsigned char byte) {
  return 0x0101010101010101U * byte;
}

constexpr std::uint64_t high_bits = in_every_byte(0x80);

// Nonzero if any of the eight bytes is zero.
constexpr std::uint64_t has_zero(std::uint64_t bytes) {
  return (bytes - in_every_byte(1)) & ~bytes & high_bits;
}

// True if none of the eight bytes needs escaping; see is_plain.
constexpr bool are_plain(std::uint64_t bytes) {
  const std::uint64_t below_space = (bytes - in_every_byte(0x20)) & ~bytes & high_bits;
  const std::uint64_t special = has_zero(bytes ^ in_every_byte('"')) |
                                has_zero(bytes ^ in_every_byte('\\')) |
                                has_zero(bytes ^ in_every_byte(0x7F));
  return ((bytes & high_bits) | below_space | special) == 0;
}

// Printable ASCII except quote and backslash: copied unchanged.
inline constexpr std::array<bool, 256> is_plain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}();

// Copies the longest plain prefix of `text` to `to` and returns its length in bytes. `to` must have
// room for all of `text`: bytes after the prefix may be overwritten.
inline std::size_t copy_plain(char* to, std::string_view text) {
  const char* const from = text.data();
  std::size_t at = 0;
  for (std::uint64_t eight = 0; text.size() - at >= sizeof eight; at += sizeof eight) {
    std::memcpy(&eight, from + at, sizeof eight);
    if (!are_plain(eight)) break;
    std::memcpy(to + at, &eight, sizeof eight);
  }
  for (; at < text.size() && is_plain[static_cast<unsigned char>(from[at])]; ++at)
    to[at] = from[at];
  return at;
}

}  // namespace detail

// Appends `text`, which may contain any bytes. `append_special(out, rest)` must append a valid JSON
// form of the first bytes of `rest` and return how many bytes of `rest` it consumed: at least 1.
template <class AppendSpecial>
void append_json_text(TextBuffer& out, std::string_view text, AppendSpecial append_special) {
  while (true) {
    char* const to = out.room(text.size());
    const std::size_t plain = detail::copy_plain(to, text);
    out.commit(to + plain);
    if (plain == text.size()) return;
    text.remove_prefix(plain);
    text.remove_prefix(append_special(out, text));
  }
}

}  // namespace tempo_admission
