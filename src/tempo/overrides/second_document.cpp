#include "tempo/overrides/second_document.hpp"

#include <algorithm>

#include "tempo_admission/base/line_index.hpp"

namespace tempo_admission::tempo {
namespace {

bool is_marker(std::string_view line, std::string_view marker) {
  if (!line.starts_with(marker)) return false;
  line.remove_prefix(marker.size());
  return line.empty() || line.front() == ' ' || line.front() == '\t';
}

bool is_blank_or_comment(std::string_view line) {
  const auto start = line.find_first_not_of(" \t");
  return start == std::string_view::npos || line[start] == '#';
}

}  // namespace

Position find_second_document(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  bool is_begun = false;
  bool is_ended = false;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const auto line = take_line(text);
    if (is_blank_or_comment(line)) continue;
    const bool is_end = is_marker(line, "...");
    const bool is_start = is_marker(line, "---");
    if (is_ended && !is_end) return {number, 1};
    if (is_begun && is_start) return {number, 1};
    is_ended = is_ended || (is_begun && is_end);
    // A directive precedes its document.
    is_begun = is_begun || !line.starts_with('%');
  }
  return {};
}

}  // namespace tempo_admission::tempo
