#include "app/check/text_origin.hpp"

#include <algorithm>
#include <string_view>

namespace tempo_admission::app {
namespace {

// libyaml also ends lines at these, and then strips the indentation that follows.
constexpr std::string_view foreign_line_ends[] = {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};

bool has_foreign_line_end(std::string_view text) {
  return std::ranges::any_of(foreign_line_ends, [text](std::string_view end) {
    return text.find(end) != std::string_view::npos;
  });
}

std::uint32_t indentation(std::string_view line) {
  return static_cast<std::uint32_t>(std::min(line.find_first_not_of(' '), line.size()));
}

// The header is the rest of the line on which the block scalar starts: "|", "|-", "|2+", ... The
// reader strips the indentation of the first non-empty line; comparing that line in the file and in
// the string shows how much.
std::optional<TextOrigin> literal_origin(const yaml::Node& scalar, const LineIndex& file) {
  const LineIndex string(scalar.text());
  const std::uint32_t header = scalar.position().line;
  for (std::uint32_t line = 1; line <= string.line_count(); ++line) {
    if (string.line(line).empty()) continue;
    const std::string_view written = file.line(header + line);
    if (!written.ends_with(string.line(line))) return std::nullopt;
    return TextOrigin{header, indentation(written) - indentation(string.line(line))};
  }
  return TextOrigin{header, 0};
}

// Exact if the string is written literally on one line.
std::optional<TextOrigin> one_line_origin(const yaml::Node& scalar, const LineIndex& file) {
  const Position start = scalar.position();
  const std::uint32_t quote = scalar.style() == yaml::ScalarStyle::plain ? 0 : 1;
  const std::string_view rest = skip_code_points(file.line(start.line), start.column - 1 + quote);
  if (!rest.starts_with(scalar.text())) return std::nullopt;
  return TextOrigin{.lines = start.line - 1,
                    .columns = start.column - 1 + quote,
                    .spots = {},
                    .is_quoted = quote == 1};
}

// The lines after the first are as far to the right as the string is in the file.
std::string indented(const std::string& replacement, std::uint32_t columns) {
  std::string text;
  for (const char c : replacement) {
    text += c;
    if (c == '\n') text.append(columns, ' ');
  }
  return text;
}

bool needs_escapes(const std::string& replacement) {
  return replacement.find_first_of("\"'\\\n") != std::string::npos;
}

}  // namespace

std::optional<Edit> edit_in_file(const Edit& edit, std::string_view string,
                                 const TextOrigin& origin, const LineIndex& file) {
  if (origin.is_quoted && needs_escapes(edit.replacement)) return std::nullopt;
  const auto begin = origin.in_file(edit.begin);
  if (!begin) return std::nullopt;
  const LineIndex lines(string);
  const auto offset = lines.offset_of(edit.begin);
  const auto replaced = string.substr(offset, lines.offset_of(edit.end) - offset);
  const auto first_line = replaced.substr(0, replaced.find_first_of("\r\n"));
  const auto written = skip_code_points(file.line(begin->line), begin->column - 1);
  if (!written.starts_with(first_line)) return std::nullopt;
  if (edit.begin.line == edit.end.line) {
    const auto width = edit.end.column - edit.begin.column;
    return Edit{*begin, {begin->line, begin->column + width}, edit.replacement};
  }
  if (!origin.spots.empty()) return std::nullopt;
  return Edit{*begin, *origin.in_file(edit.end), indented(edit.replacement, origin.columns)};
}

std::optional<TextOrigin> origin_of(const yaml::Node& scalar, const LineIndex& file) {
  if (!scalar || scalar.kind() != yaml::NodeKind::scalar || !scalar.position().known()) {
    return std::nullopt;
  }
  if (has_foreign_line_end(scalar.text())) return std::nullopt;
  if (scalar.style() == yaml::ScalarStyle::literal) return literal_origin(scalar, file);
  if (scalar.style() == yaml::ScalarStyle::folded) return std::nullopt;
  return one_line_origin(scalar, file);
}

}  // namespace tempo_admission::app
