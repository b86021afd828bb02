// Writes one line of JSON, member by member, to the end of a reused buffer. Strings are escaped and
// bounded; invalid UTF-8 becomes U+FFFD. Knows nothing of what is logged.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"

namespace tempo_admission::app {

// A constant member name; the compiler adds the comma, quotes and colon.
class JsonName {
 public:
  static constexpr std::size_t max_size = 24;

  // The literal must not need escaping. Names longer than `max_size` do not compile.
  consteval JsonName(const char* name) {  // NOLINT(google-explicit-constructor)
    put(",\"");
    put(name);
    put("\":\"");
  }

  [[nodiscard]] std::string_view before_text(bool is_first) const {
    return std::string_view(text_.data(), size_).substr(is_first ? 1 : 0);
  }
  [[nodiscard]] std::string_view before_value(bool is_first) const {
    return std::string_view(text_.data(), size_ - 1).substr(is_first ? 1 : 0);
  }

 private:
  consteval void put(std::string_view piece) {
    for (const char c : piece) text_.at(size_++) = c;
  }

  std::array<char, max_size + 5> text_{};
  std::size_t size_ = 0;
};

// Nesting is the caller's responsibility: each begin_* needs its end_*. `out` must outlive it.
class JsonLine {
 public:
  static constexpr std::size_t text_limit_bytes = 256;

  // Appends '{'.
  explicit JsonLine(TextBuffer& out) : out_(out) { out_.append('{'); }

  // A value that takes more than `limit_bytes` when escaped is cut and ends in "...".
  JsonLine& text(const JsonName& name, std::string_view value,
                 std::size_t limit_bytes = text_limit_bytes);
  JsonLine& number(const JsonName& name, std::uint64_t value);
  JsonLine& boolean(const JsonName& name, bool value);

  JsonLine& begin_object();  // an item of a list
  JsonLine& begin_object(const JsonName& name);
  JsonLine& end_object();
  JsonLine& begin_list(const JsonName& name);
  JsonLine& item(std::string_view value, std::size_t limit_bytes = text_limit_bytes);
  JsonLine& end_list();

  // Appends "}\n".
  void finish() { out_.append("}\n"); }

 private:
  void key(const JsonName& name);
  void comma();
  [[nodiscard]] bool is_first() const;

  TextBuffer& out_;
};

// With its quotes; `limit_bytes` as in JsonLine::text().
void append_json_string(TextBuffer& out, std::string_view text, std::size_t limit_bytes);

}  // namespace tempo_admission::app
