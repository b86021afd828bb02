#include "tempo/line_index.hpp"

#include <algorithm>

namespace tempo_admission::tempo {
namespace {

constexpr std::size_t block_bytes = 1024;

bool is_ascii(char c) {
  return (static_cast<unsigned char>(c) & 0x80U) == 0;
}

bool begins_code_point(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::size_t code_points(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), begins_code_point));
}

// A byte order mark is no column.
std::size_t mark_bytes(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), starts_{mark_bytes(text)} {
  const bool has_returns = text.find('\r') != text.npos;
  for (auto at = text.find('\n'); !has_returns && at != text.npos; at = text.find('\n', at + 1))
    starts_.push_back(at + 1);
  for (std::size_t i = 0; has_returns && i < text.size(); ++i) {
    const bool ends_line =
        text[i] == '\n' || (text[i] == '\r' && !text.substr(i).starts_with("\r\n"));
    if (ends_line) starts_.push_back(i + 1);
  }
  if (std::all_of(text.begin(), text.end(), is_ascii)) return;
  std::size_t before = 0;
  for (std::size_t at = 0; at <= text.size(); at += block_bytes) {
    blocks_.push_back(before);
    before += code_points(text.substr(at, block_bytes));
  }
}

std::size_t LineIndex::code_points_before(std::size_t offset) const {
  const std::size_t block = offset / block_bytes;
  return blocks_[block] + code_points(text_.substr(block * block_bytes, offset % block_bytes));
}

std::size_t LineIndex::offset_of(Position position) const {
  if (position.line == 0 || position.line > starts_.size()) return text_.size();
  const std::size_t start = starts_[position.line - 1];
  if (position.column <= 1) return start;
  if (blocks_.empty()) return std::min(start + position.column - 1, text_.size());
  const std::size_t wanted = code_points_before(start) + position.column - 1;
  const auto block = std::upper_bound(blocks_.begin(), blocks_.end(), wanted) - 1;
  std::size_t left = wanted - *block;
  auto offset = static_cast<std::size_t>(block - blocks_.begin()) * block_bytes;
  for (; offset < text_.size(); ++offset)
    if (begins_code_point(text_[offset]) && left-- == 0) break;
  return offset;
}

}  // namespace tempo_admission::tempo
