// One line of JSON, assembled member by member at the end of a text that is used again and again.
// Text is escaped and bounded; invalid UTF-8 becomes U+FFFD. Knows nothing of what is logged.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"

namespace tempo_admission::app {

// The name of a member, one of ours: put between comma, quotes and colon by the compiler.
class JsonName {
 public:
  static constexpr std::size_t longest = 24;

  // A literal without anything that needs escaping; longer ones do not compile.
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

  std::array<char, longest + 5> text_{};
  std::size_t size_ = 0;
};

class JsonLine {
 public:
  static constexpr std::size_t text_limit_bytes = 256;

  // Starts with '{' at the end of `out`.
  explicit JsonLine(TextBuffer& out) : out_(out) { out_.append('{'); }

  // Longer text is cut, which "..." at its end shows.
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

  // Ends with "}\n".
  void finish() { out_.append("}\n"); }

 private:
  void key(const JsonName& name);
  void comma();
  [[nodiscard]] bool is_first() const;

  TextBuffer& out_;
};

void append_json_string(TextBuffer& out, std::string_view text, std::size_t limit_bytes);

}  // namespace tempo_admission::app
