// simdjson's parsed representation, read without simdjson's header so that JsonValue's getters,
// which run many times per request, can be inlined. For JsonValue only. Format: simdjson's
// doc/tape.md, as of 3.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace tempo_admission::kube {

// One 64-bit word per value, with a tag in its highest byte; numbers have a second word, objects
// and arrays a closing word. Does not own the memory: valid until the reader reads again.
struct JsonTape {
  using Word = std::uint64_t;
  enum Tag : unsigned char {
    object = '{',
    array = '[',
    string = '"',
    signed_integer = 'l',
    unsigned_integer = 'u',
    fraction = 'd',
    yes = 't',
    no = 'f',
    null = 'n'
  };

  const Word* words = nullptr;
  const char* strings = nullptr;

  static constexpr unsigned tag(Word word) { return static_cast<unsigned>(word >> 56U); }

  static constexpr bool is_number(Word word) {
    return tag(word) == signed_integer || tag(word) == unsigned_integer || tag(word) == fraction;
  }

  // The word after the value that starts here, that is, the next value in document order.
  [[nodiscard]] const Word* after(const Word* value) const {
    const unsigned what = tag(*value);
    if (what == object || what == array) return words + static_cast<std::uint32_t>(*value);
    return value + (is_number(*value) ? 2 : 1);
  }

  // Number of members or items of the object or array that starts here, saturated at 2^24 - 1.
  static constexpr std::size_t size(Word container) { return (container >> 32U) & 0xFF'FFFFU; }

  [[nodiscard]] std::string_view text(Word string_word) const {
    constexpr Word payload = (Word{1} << 56U) - 1;
    const char* start = strings + (string_word & payload);
    std::uint32_t length = 0;
    std::memcpy(&length, start, sizeof length);
    return {start + sizeof length, length};
  }
};

}  // namespace tempo_admission::kube
