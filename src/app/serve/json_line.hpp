// One line of JSON, assembled member by member at the end of a string that is used again and again.
// Text is escaped and bounded; invalid UTF-8 becomes U+FFFD. Knows nothing of what is logged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tempo_admission::app {

class JsonLine {
 public:
  static constexpr std::size_t text_limit_bytes = 256;

  // Starts with '{' at the end of `out`.
  explicit JsonLine(std::string& out) : out_(out) { out_ += '{'; }

  // Longer text is cut, which "..." at its end shows.
  JsonLine& text(std::string_view key, std::string_view value,
                 std::size_t limit_bytes = text_limit_bytes);
  JsonLine& number(std::string_view key, std::uint64_t value);
  JsonLine& boolean(std::string_view key, bool value);

  JsonLine& begin_object(std::string_view key = {});  // without a key: an item of a list
  JsonLine& end_object();
  JsonLine& begin_list(std::string_view key);
  JsonLine& item(std::string_view value, std::size_t limit_bytes = text_limit_bytes);
  JsonLine& end_list();

  // Ends with "}\n".
  void finish() { out_ += "}\n"; }

 private:
  void key(std::string_view name);
  void comma();
  [[nodiscard]] bool is_first() const;

  std::string& out_;
};

void append_json_string(std::string& out, std::string_view text, std::size_t limit_bytes);

}  // namespace tempo_admission::app
