#include "tempo/line_index.hpp"

namespace tempo_admission::tempo {
namespace {

bool continues_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// A byte order mark is no column.
std::size_t mark_bytes(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), starts_{mark_bytes(text)} {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends_line =
        text[i] == '\n' || (text[i] == '\r' && !text.substr(i).starts_with("\r\n"));
    if (ends_line) starts_.push_back(i + 1);
  }
}

std::size_t LineIndex::offset_of(Position position) const {
  if (position.line == 0 || position.line > starts_.size()) return text_.size();
  std::size_t offset = starts_[position.line - 1];
  for (std::uint32_t column = 1; column < position.column && offset < text_.size(); ++column) {
    ++offset;
    while (offset < text_.size() && continues_code_point(text_[offset])) ++offset;
  }
  return offset;
}

}  // namespace tempo_admission::tempo
