#include "tempo_admission/base/clean_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/json_text.hpp"

namespace tempo_admission {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct Range {
  char32_t first;
  char32_t last;
};
constexpr std::array<Range, 17> deceptive = {{{0xAD, 0xAD},
                                              {0x34F, 0x34F},
                                              {0x61C, 0x61C},
                                              {0x115F, 0x1160},
                                              {0x17B4, 0x17B5},
                                              {0x180B, 0x180F},
                                              {0x200B, 0x200F},
                                              {0x2028, 0x202E},
                                              {0x2060, 0x206F},
                                              {0x3164, 0x3164},
                                              {0xFE00, 0xFE0F},
                                              {0xFEFF, 0xFEFF},
                                              {0xFFA0, 0xFFA0},
                                              {0xFFF0, 0xFFFB},
                                              {0x1BCA0, 0x1BCA3},
                                              {0x1D173, 0x1D17A},
                                              {0xE0000, 0xE0FFF}}};

// The letter after the backslash, or 0 if the character has no short escape.
constexpr char short_escape(char32_t c) {
  switch (c) {
    case '"':
    case '\\':
      return static_cast<char>(c);
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

// Appends to a TextBuffer or a std::string.
template <class Out>
void append_unit(Out& out, char32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<char, 6> escape = {'\\', 'u'};
  for (std::size_t i = 0; i < 4; ++i) escape[2 + i] = digits[(unit >> (12 - 4 * i)) & 0xFU];
  out.append(std::string_view(escape.data(), escape.size()));
}

// Above U+FFFF JSON has surrogate pairs only.
template <class Out>
void append_escape(Out& out, char32_t c) {
  if (c > 0xFFFF) {
    append_unit(out, 0xD800 + ((c - 0x10000) >> 10U));
    return append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FFU));
  }
  append_unit(out, c);
}

// Returns the number of bytes consumed.
std::size_t append_special(TextBuffer& out, std::string_view text) {
  const CodePoint point = first_code_point(text);
  if (!point.valid) {
    out.append(replacement);
  } else if (const char letter = short_escape(point.value)) {
    out.append('\\');
    out.append(letter);
  } else if (is_control(point.value) || is_deceptive(point.value)) {
    append_escape(out, point.value);
  } else {
    out.append(text.substr(0, point.length));
  }
  return point.length;
}

// Empty if the character needs no entity.
std::string_view entity_of(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return {};
  }
}

// The Char production of XML 1.0.
bool is_xml_character(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0xFFFE && c != 0xFFFF;
}

void append_reference(std::string& xml, char32_t c) {
  xml += "&#" + std::to_string(static_cast<std::uint32_t>(c)) + ';';
}

void append_for_xml(std::string& xml, std::string_view text, CodePoint point) {
  const auto entity = entity_of(point.value);
  if (!point.valid || !is_xml_character(point.value)) {
    xml += replacement;
  } else if (!entity.empty()) {
    xml += entity;
  } else if (is_control(point.value) || is_deceptive(point.value)) {
    append_reference(xml, point.value);
  } else {
    xml += text.substr(0, point.length);
  }
}

}  // namespace

bool is_deceptive(char32_t c) {
  if (c < deceptive.front().first) return false;
  const auto* range = std::ranges::lower_bound(deceptive, c, {}, &Range::last);
  return range != deceptive.end() && range->first <= c;
}

void append_for_terminal(std::string& out, std::string_view text, CodePoint point) {
  if (point.valid && is_control(point.value)) {
    out += ' ';
  } else if (!point.valid || is_deceptive(point.value)) {
    out += replacement;
  } else {
    out += text.substr(0, point.length);
  }
}

std::string one_terminal_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    append_for_terminal(line, text, point);
    text.remove_prefix(point.length);
  }
  return line;
}

void append_json_string_content(TextBuffer& out, std::string_view text) {
  append_json_text(out, text, append_special);
}

// Outside of strings valid JSON is ASCII, and inside control characters below U+0020 are escaped
// already.
std::string escape_deceptive(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size());
  while (!json.empty()) {
    const CodePoint point = first_code_point(json);
    const bool escape =
        point.value >= 0x7F && (is_control(point.value) || is_deceptive(point.value));
    if (point.valid && escape) {
      append_escape(escaped, point.value);
    } else {
      escaped += json.substr(0, point.length);
    }
    json.remove_prefix(point.length);
  }
  return escaped;
}

std::string xml_text(std::string_view text) {
  std::string xml;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    append_for_xml(xml, text, point);
    text.remove_prefix(point.length);
  }
  return xml;
}

}  // namespace tempo_admission
