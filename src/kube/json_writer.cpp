#include "kube/json_writer.hpp"

#include <cstddef>

#include "tempo_admission/base/json_text.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::kube {
namespace {

// The letter after the backslash, or 0 if the character has no short escape.
constexpr char short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

void append_escaped(TextBuffer& json, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  json.append('\\');
  if (const char letter = short_escape(c)) return json.append(letter);
  const auto byte = static_cast<unsigned char>(c);
  json.append("u00");
  json.append(digits[byte >> 4U]);
  json.append(digits[byte & 0xFU]);
}

// Returns the number of bytes consumed.
std::size_t append_special(TextBuffer& json, std::string_view text) {
  const auto point = first_code_point(text);
  if (!point.valid) {
    json.append("\xEF\xBF\xBD");
  } else if (point.length > 1) {
    json.append(text.substr(0, point.length));
  } else {
    append_escaped(json, text.front());
  }
  return point.length;
}

// Returns true if the next item or member is the first of its container.
bool opens(const TextBuffer& json) {
  const char last = json.last();
  return last == '{' || last == '[' || last == '\0';
}

}  // namespace

void append_quoted(TextBuffer& json, std::string_view text) {
  json.append('"');
  append_json_text(json, text, append_special);
  json.append('"');
}

void append_comma_between(TextBuffer& json) {
  if (!opens(json)) json.append(',');
}

void append_name(TextBuffer& json, std::string_view name) {
  json.append(opens(json) ? "\"" : ",\"");
  json.append(name);
  json.append("\":");
}

void append_member(TextBuffer& json, std::string_view name, std::string_view value) {
  append_name(json, name);
  append_quoted(json, value);
}

}  // namespace tempo_admission::kube
