#include "app/serve/json_line.hpp"

#include <algorithm>
#include <charconv>

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::string_view cut_mark = "...";

bool stands_for_itself(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

// What a viewer may take for the end of a line or for an order to write backwards.
bool confuses_viewers(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

void append_escaped(std::string& out, char32_t c) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[(c >> shift) & 0xFU];
}

void append_code_point(std::string& out, std::string_view text, const CodePoint& point) {
  if (!point.valid) {
    out += "\xEF\xBF\xBD";
  } else if (confuses_viewers(point.value)) {
    append_escaped(out, point.value);
  } else {
    if (point.length == 1) out += '\\';  // a quote or a backslash
    out += text.substr(0, point.length);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text, std::size_t limit_bytes) {
  const bool cut = text.size() > limit_bytes;
  if (cut) text = text.substr(0, limit_bytes);
  out += '"';
  while (!text.empty()) {
    const auto plain = std::ranges::find_if_not(text, stands_for_itself) - text.begin();
    out += text.substr(0, static_cast<std::size_t>(plain));
    text.remove_prefix(static_cast<std::size_t>(plain));
    if (text.empty()) break;
    const CodePoint next = first_code_point(text);
    append_code_point(out, text, next);
    text.remove_prefix(next.length);
  }
  if (cut) out += cut_mark;
  out += '"';
}

JsonLine& JsonLine::text(std::string_view name, std::string_view value, std::size_t limit_bytes) {
  key(name);
  append_json_string(out_, value, limit_bytes);
  return *this;
}

JsonLine& JsonLine::number(std::string_view name, std::uint64_t value) {
  key(name);
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out_.append(digits, end);
  return *this;
}

JsonLine& JsonLine::boolean(std::string_view name, bool value) {
  key(name);
  out_ += value ? "true" : "false";
  return *this;
}

JsonLine& JsonLine::begin_object(std::string_view name) {
  if (name.empty()) {
    comma();
  } else {
    key(name);
  }
  out_ += '{';
  return *this;
}

JsonLine& JsonLine::end_object() {
  out_ += '}';
  return *this;
}

JsonLine& JsonLine::begin_list(std::string_view name) {
  key(name);
  out_ += '[';
  return *this;
}

JsonLine& JsonLine::item(std::string_view value, std::size_t limit_bytes) {
  comma();
  append_json_string(out_, value, limit_bytes);
  return *this;
}

JsonLine& JsonLine::end_list() {
  out_ += ']';
  return *this;
}

// Keys are ours: they need no escaping.
void JsonLine::key(std::string_view name) {
  comma();
  out_ += '"';
  out_ += name;
  out_ += "\":";
}

void JsonLine::comma() {
  if (out_.back() != '{' && out_.back() != '[') out_ += ',';
}

}  // namespace tempo_admission::app
