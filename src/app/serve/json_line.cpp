#include "app/serve/json_line.hpp"

#include <charconv>

#include "tempo_admission/base/json_text.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::string_view cut_mark = "...";

// Characters that a viewer may treat as a line end or a change of direction.
bool confuses_viewers(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

void append_escaped(TextBuffer& out, char32_t c) {
  constexpr std::string_view digits = "0123456789abcdef";
  out.append("\\u");
  for (int shift = 12; shift >= 0; shift -= 4) out.append(digits[(c >> shift) & 0xFU]);
}

// Returns the number of bytes consumed.
std::size_t append_special(TextBuffer& out, std::string_view text) {
  const CodePoint point = first_code_point(text);
  if (!point.valid) {
    out.append("\xEF\xBF\xBD");
  } else if (confuses_viewers(point.value)) {
    append_escaped(out, point.value);
  } else {
    if (point.length == 1) out.append('\\');  // a quote or a backslash
    out.append(text.substr(0, point.length));
  }
  return point.length;
}

void append_bounded(TextBuffer& out, std::string_view text, std::size_t limit_bytes) {
  append_json_text(out, text.substr(0, limit_bytes), append_special);
  if (text.size() > limit_bytes) out.append(cut_mark);
}

}  // namespace

void append_json_string(TextBuffer& out, std::string_view text, std::size_t limit_bytes) {
  out.append('"');
  append_bounded(out, text, limit_bytes);
  out.append('"');
}

JsonLine& JsonLine::text(const JsonName& name, std::string_view value, std::size_t limit_bytes) {
  out_.append(name.before_text(is_first()));
  append_bounded(out_, value, limit_bytes);
  out_.append('"');
  return *this;
}

JsonLine& JsonLine::number(const JsonName& name, std::uint64_t value) {
  key(name);
  constexpr std::size_t most_digits = 20;
  char* const to = out_.room(most_digits);
  out_.commit(std::to_chars(to, to + most_digits, value).ptr);
  return *this;
}

JsonLine& JsonLine::boolean(const JsonName& name, bool value) {
  key(name);
  out_.append(value ? "true" : "false");
  return *this;
}

JsonLine& JsonLine::begin_object() {
  comma();
  out_.append('{');
  return *this;
}

JsonLine& JsonLine::begin_object(const JsonName& name) {
  key(name);
  out_.append('{');
  return *this;
}

JsonLine& JsonLine::end_object() {
  out_.append('}');
  return *this;
}

JsonLine& JsonLine::begin_list(const JsonName& name) {
  key(name);
  out_.append('[');
  return *this;
}

JsonLine& JsonLine::item(std::string_view value, std::size_t limit_bytes) {
  comma();
  append_json_string(out_, value, limit_bytes);
  return *this;
}

JsonLine& JsonLine::end_list() {
  out_.append(']');
  return *this;
}

void JsonLine::key(const JsonName& name) {
  out_.append(name.before_value(is_first()));
}

void JsonLine::comma() {
  if (!is_first()) out_.append(',');
}

bool JsonLine::is_first() const {
  const char last = out_.last();
  return last == '{' || last == '[';
}

}  // namespace tempo_admission::app
