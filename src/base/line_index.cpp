#include "tempo_admission/base/line_index.hpp"

#include <algorithm>
#include <cstring>

namespace tempo_admission {
namespace {

constexpr std::size_t block_bytes = 1024;

bool begins_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t count_code_points(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), begins_code_point));
}

// Eight bytes at a time, because every file that is judged passes through here.
bool is_ascii(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof(eight));
    if ((eight & high_bits) != 0) return false;
  }
  return std::none_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                      [](char byte) { return (static_cast<unsigned char>(byte) & 0x80U) != 0; });
}

std::size_t byte_order_mark_bytes(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts = {static_cast<std::uint32_t>(byte_order_mark_bytes(text))};
  starts.reserve(text.size() / 32);
  const auto add = [&](std::size_t line_break) {
    starts.push_back(static_cast<std::uint32_t>(line_break + 1));
  };
  if (text.find('\r') == text.npos) {
    for (auto at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) add(at);
    return starts;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool lone_return = text[at] == '\r' && !text.substr(at + 1).starts_with('\n');
    if (text[at] == '\n' || lone_return) add(at);
  }
  return starts;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), starts_(line_starts(text)) {
  if (is_ascii(text)) return;
  std::uint32_t before = 0;
  for (std::size_t at = 0; at <= text.size(); at += block_bytes) {
    blocks_.push_back(before);
    before += static_cast<std::uint32_t>(count_code_points(text.substr(at, block_bytes)));
  }
}

std::size_t LineIndex::code_points_before(std::size_t offset) const {
  if (blocks_.empty()) return offset;
  const std::size_t block = offset / block_bytes;
  const auto rest = text_.substr(block * block_bytes, offset % block_bytes);
  return blocks_[block] + count_code_points(rest);
}

Position LineIndex::position(std::size_t offset) const {
  offset = std::clamp<std::size_t>(offset, starts_.front(), text_.size());
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const std::size_t column = code_points_before(offset) - code_points_before(*(next - 1)) + 1;
  return {static_cast<std::uint32_t>(next - starts_.begin()), static_cast<std::uint32_t>(column)};
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

std::string_view LineIndex::line(std::uint32_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::size_t start = starts_[number - 1];
  std::string_view line = text_.substr(start, offset_of_line(number + 1) - start);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::size_t LineIndex::offset_of_line(std::uint32_t number) const {
  return number == 0 || number > starts_.size() ? text_.size() : starts_[number - 1];
}

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  const bool two = text.substr(end).starts_with("\r\n");
  text.remove_prefix(std::min(end + (two ? 2 : 1), text.size()));
  return line;
}

std::string_view skip_code_points(std::string_view text, std::size_t count) {
  while (count > 0 && !text.empty()) {
    text.remove_prefix(1);
    while (!text.empty() && !begins_code_point(text.front())) text.remove_prefix(1);
    --count;
  }
  return text;
}

}  // namespace tempo_admission
