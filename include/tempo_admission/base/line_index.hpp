// Maps byte offsets to lines and columns as defined by Position: lines end at LF, CRLF or CR,
// columns count code points, and a leading byte order mark does not count. Knows nothing of what
// the text means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission {

// Keeps a view of the text, which must outlive it and be shorter than 4 GiB. Construction is
// linear. Look-ups do not get slower on long lines, because a hostile file may be a single line.
// Const members may be called from any thread.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // The position of the byte at `offset`; beyond the end, the position of the end.
  [[nodiscard]] Position position(std::size_t offset) const;
  // The inverse of position(). Returns the size of the text if the line is 0 or does not exist;
  // columns past the end of a line continue into the next one.
  [[nodiscard]] std::size_t offset_of(Position position) const;

  [[nodiscard]] std::uint32_t line_count() const {
    return static_cast<std::uint32_t>(starts_.size());
  }
  // Line `number`, counted from 1, without its line break; empty if there is no such line.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  // The offset of the first byte of line `number`; the size of the text if there is no such line.
  [[nodiscard]] std::size_t offset_of_line(std::uint32_t number) const;

 private:
  [[nodiscard]] std::size_t code_points_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::uint32_t> starts_;  // offset of each line
  std::vector<std::uint32_t> blocks_;  // code points before each block; empty if all is ASCII
};

// Removes the first line and its line break from `text`. Returns the line without its break.
[[nodiscard]] std::string_view take_line(std::string_view& text);

// Returns `text` without its first `count` code points; empty if it has fewer.
[[nodiscard]] std::string_view skip_code_points(std::string_view text, std::size_t count);

}  // namespace tempo_admission
