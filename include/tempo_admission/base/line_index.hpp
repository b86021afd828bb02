// Lines and columns of a text, as Position counts them: lines end at LF, CRLF or CR, columns are
// code points, and a leading byte order mark is in no column. Knows nothing of what the text means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission {

// Views the text, which has to outlive it and must be shorter than 4 GiB. Building it is linear;
// every look-up costs the same however long the line is, since a hostile text may be one line.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // Where the byte at `offset` is; past the end, where the text ends.
  [[nodiscard]] Position position(std::size_t offset) const;
  // The inverse: the byte at a position; the text's size for one past its end or not known.
  [[nodiscard]] std::size_t offset_of(Position position) const;

  [[nodiscard]] std::uint32_t line_count() const {
    return static_cast<std::uint32_t>(starts_.size());
  }
  // Without its line break; empty for 0 and past the last. Lines count from 1.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  // Of the line's first byte; the text's size for 0 and past the last.
  [[nodiscard]] std::size_t offset_of_line(std::uint32_t number) const;

 private:
  [[nodiscard]] std::size_t code_points_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::uint32_t> starts_;  // of the lines
  std::vector<std::uint32_t> blocks_;  // code points before each block of bytes; empty for ASCII
};

// Removes the first line and its line break from `text` and returns the line.
[[nodiscard]] std::string_view take_line(std::string_view& text);

// The rest of `text` after its first `count` code points.
[[nodiscard]] std::string_view skip_code_points(std::string_view text, std::size_t count);

}  // namespace tempo_admission
