#include "app/check/masked_block.hpp"

#include <string_view>

namespace tempo_admission::app {
namespace {

bool ends_document(std::string_view line) {
  return line.starts_with("---") || line.starts_with("...");
}

// `key: rest` with the name instead of the key and the colon, padded to the same length.
std::optional<std::string> renamed_line(std::string_view line, const yaml::Node& key,
                                        const std::string& name) {
  const std::size_t start = key.position().column - 1;
  if (line.find_first_not_of(' ') != start) return std::nullopt;
  const std::size_t quotes = key.style() == yaml::ScalarStyle::plain ? 0 : 2;
  const std::size_t colon = line.find(':', start + key.text().size() + quotes);
  if (colon == std::string_view::npos || name.size() > colon - start) return std::nullopt;
  std::string renamed(start, ' ');
  renamed += name + ':';
  renamed.resize(colon + 1, ' ');
  renamed += line.substr(colon + 1);
  return renamed;
}

}  // namespace

std::optional<std::string> masked_block(const LineIndex& lines, const yaml::Node& key,
                                        const std::string& name, std::uint32_t end_line) {
  const std::uint32_t first = key.position().line;
  const auto renamed = renamed_line(lines.line(first), key, name);
  if (!renamed) return std::nullopt;
  std::string text(first - 1, '\n');
  text += *renamed + '\n';
  for (std::uint32_t line = first + 1; line < end_line; ++line) {
    if (ends_document(lines.line(line))) break;
    text += lines.line(line);
    text += '\n';
  }
  if (!yaml::read(text)) return std::nullopt;
  return text;
}

}  // namespace tempo_admission::app
