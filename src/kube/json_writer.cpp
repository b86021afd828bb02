#include "kube/json_writer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::kube {
namespace {

// Characters that stand for themselves: printable ASCII but quote and backslash.
constexpr std::array<bool, 256> is_plain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

std::size_t plain_prefix(std::string_view text) {
  const auto* stop = std::find_if_not(
      text.begin(), text.end(), [](char c) { return is_plain[static_cast<unsigned char>(c)]; });
  return static_cast<std::size_t>(stop - text.begin());
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
  while (true) {
    const std::size_t plain = plain_prefix(text);
    json.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    text.remove_prefix(append_special(json, text));
  }
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
