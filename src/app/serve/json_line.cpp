#include "app/serve/json_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::string_view cut_mark = "...";

// Printable ASCII but quote and backslash.
constexpr std::array<bool, 256> stands_for_itself = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

std::size_t plain_prefix(std::string_view text) {
  const auto* stop = std::find_if_not(text.begin(), text.end(), [](char c) {
    return stands_for_itself[static_cast<unsigned char>(c)];
  });
  return static_cast<std::size_t>(stop - text.begin());
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
    const std::size_t plain = plain_prefix(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
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
  out_.append(is_first() ? "\"" : ",\"").append(name).append("\":");
}

void JsonLine::comma() {
  if (!is_first()) out_ += ',';
}

bool JsonLine::is_first() const {
  return out_.back() == '{' || out_.back() == '[';
}

}  // namespace tempo_admission::app
