#include "yaml/reading/dialect.hpp"

#include <algorithm>
#include <array>

namespace tempo_admission::yaml {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view hidden_byte_order_mark = "\xEF\xBB\xBE";  // U+FEFE, which is unassigned

// How many bytes go-yaml looks ahead for the next comment line.
constexpr std::size_t comment_lookahead = 512;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_break(char c) {
  return c == '\n' || c == '\r';
}
bool is_blank_or_break(char c) {
  return is_blank(c) || is_break(c);
}

std::string_view without_trailing(std::string_view text, bool (*drop)(char)) {
  while (!text.empty() && drop(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view without_leading(std::string_view text, bool (*drop)(char)) {
  while (!text.empty() && drop(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view last_line(std::string_view text) {
  const auto start = text.find_last_of("\r\n");
  return start == std::string_view::npos ? text : text.substr(start + 1);
}

// True for a line on which go-yaml meets the comment while looking for the next token: alone, or
// after "-", "---" or "...". After any other token, the comment belongs to that token.
bool is_comment_line(std::string_view line) {
  line = without_leading(line, is_blank);
  if (line.starts_with("--- ") || line.starts_with("... ")) line.remove_prefix(3);
  line = without_leading(line, is_blank);
  while (line.size() > 1 && line[0] == '-' && is_blank(line[1])) {
    line = without_leading(line.substr(1), is_blank);
  }
  return line.starts_with('#');
}

// go-yaml consumes consecutive comment lines at once, including tabs before them.
bool continues_comments(std::string_view before, std::size_t comment) {
  const std::string_view above = without_trailing(before, is_blank_or_break);
  if (comment - above.size() >= comment_lookahead) return false;
  return above.size() < before.size() && is_comment_line(last_line(above));
}

std::optional<Repair> repair_tab(std::string_view text, std::size_t offset) {
  const std::size_t comment = text.find_first_not_of(blanks, offset);
  if (comment == std::string_view::npos || text[comment] != '#') return std::nullopt;
  const std::string_view before = text.substr(0, offset);
  const std::string_view token = without_trailing(last_line(before), is_blank);
  const bool belongs_to_token = token.ends_with('?') || token.ends_with(':');
  if (!belongs_to_token && (!token.empty() || !continues_comments(before, comment))) {
    return std::nullopt;
  }
  return Repair{.with = Repair::With::space, .offset = offset, .length = comment - offset};
}

bool is_tag_character(char c) {
  constexpr std::string_view others = "_-;/?:@&=+$.!~*'()%,[]";
  const bool alphanumeric =
      (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return alphanumeric || others.find(c) != std::string_view::npos;
}

// `from` and `to` must have the same length.
void replace_all(std::string& text, std::size_t start, std::string_view from, std::string_view to) {
  for (auto at = text.find(from, start); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, to.size(), to);
  }
}

bool is_flow_indicator_of_tags(char c) {
  return c == ',' || c == '[' || c == ']';
}

}  // namespace

std::optional<char> find_placeholder(std::string_view text) {
  constexpr std::string_view candidates =
      "^~$;<=()/+ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789";
  std::array<bool, 256> used{};
  for (const char c : text) used[static_cast<unsigned char>(c)] = true;
  const auto* unused = std::find_if(candidates.begin(), candidates.end(),
                                    [&](char c) { return !used[static_cast<unsigned char>(c)]; });
  if (unused == candidates.end()) return std::nullopt;
  return *unused;
}

std::optional<Repair> repair_for(const ReaderFault& fault, std::string_view text) {
  if (fault.offset >= text.size()) return std::nullopt;
  const char at = text[fault.offset];
  if (fault.problem == "found unexpected ':'") {
    return Repair{.with = Repair::With::placeholder, .offset = fault.offset};
  }
  if (fault.problem == "found unknown escape character") {
    if (text.substr(fault.offset, 2) != "\\'") return std::nullopt;
    return Repair{.with = Repair::With::placeholder, .offset = fault.offset};
  }
  if (fault.problem == "did not find expected whitespace or line break") {
    if (!is_flow_indicator_of_tags(at)) return std::nullopt;
    return Repair{.with = Repair::With::semicolon, .offset = fault.offset};
  }
  if (fault.problem == "found character that cannot start any token" && at == '\t') {
    return repair_tab(text, fault.offset);
  }
  return std::nullopt;
}

std::optional<Repair> repair_for_tag(std::string_view text, std::size_t start) {
  if (text.substr(start, 2) == "!<") return std::nullopt;
  std::size_t end = start;
  while (end < text.size() && is_tag_character(text[end]) &&
         !is_flow_indicator_of_tags(text[end])) {
    ++end;
  }
  if (end == text.size() || !is_flow_indicator_of_tags(text[end])) return std::nullopt;
  return Repair{.with = Repair::With::semicolon, .offset = end};
}

std::string without_placeholders(std::string_view value, char placeholder) {
  std::string meant;
  meant.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != placeholder) {
      meant.push_back(value[i]);
    } else if (value.substr(i + 1, 1) != "'") {
      meant.push_back(':');
    }
  }
  return meant;
}

void hide_byte_order_marks(std::string& text) {
  replace_all(text, 0, byte_order_mark, hidden_byte_order_mark);
}

void show_byte_order_marks(std::string& text, std::size_t start) {
  replace_all(text, start, hidden_byte_order_mark, byte_order_mark);
}

std::optional<std::size_t> question_mark_in_flow_scalar(std::string_view plain) {
  const auto at = plain.find('?', 1);
  if (at == std::string_view::npos) return std::nullopt;
  return at;
}

std::optional<std::size_t> escaped_slash(std::string_view double_quoted) {
  for (auto at = double_quoted.find('\\'); at != std::string_view::npos;
       at = double_quoted.find('\\', at + 2)) {
    if (double_quoted.substr(at + 1, 1) == "/") return at;
  }
  return std::nullopt;
}

bool is_version_go_yaml_reads(std::string_view directive, int minor) {
  if (minor != 1) return false;
  constexpr std::size_t longest_number = 2;
  constexpr std::string_view digits = "0123456789";
  std::size_t at = directive.find_first_of(digits);
  while (at != std::string_view::npos) {
    const std::size_t end = directive.find_first_not_of(digits, at);
    if (end == std::string_view::npos || directive[end] != '.') return end - at <= longest_number;
    if (end - at > longest_number) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace tempo_admission::yaml
