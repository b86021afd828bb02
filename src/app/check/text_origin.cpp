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
  return TextOrigin{start.line - 1, start.column - 1 + quote};
}

}  // namespace

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
