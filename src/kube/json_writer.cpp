#include "kube/json_writer.hpp"

#include <array>
#include <cstddef>

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::kube {
namespace {

constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// The letter behind the backslash, or 0 for what has none.
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

void append_escaped(std::string& json, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (const char letter = short_escape(c)) {
    json += {'\\', letter};
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  json.append("\\u00") += {digits[byte >> 4U], digits[byte & 0xFU]};
}

// Returns how many bytes of the text it took.
std::size_t append_special(std::string& json, std::string_view text) {
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

}  // namespace

void append_quoted(std::string& json, std::string_view text) {
  json += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (is_plain(text[i])) {
      ++i;
      continue;
    }
    json.append(text, copied, i - copied);
    i += append_special(json, text.substr(i));
    copied = i;
  }
  json.append(text, copied);
  json += '"';
}

void append_comma_between(std::string& json) {
  if (json.empty() || json.back() == '{' || json.back() == '[') return;
  json += ',';
}

void append_name(std::string& json, std::string_view name) {
  append_comma_between(json);
  json += '"';
  json.append(name).append("\":");
}

void append_member(std::string& json, std::string_view name, std::string_view value) {
  append_name(json, name);
  append_quoted(json, value);
}

}  // namespace tempo_admission::kube
