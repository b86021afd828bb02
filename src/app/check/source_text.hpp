// A text by lines, as Position counts them. Knows nothing of what the text means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tempo_admission::app {

// LF, CRLF and CR end a line. Views the text, which has to outlive it.
class SourceText {
 public:
  explicit SourceText(std::string_view text);

  [[nodiscard]] std::uint32_t line_count() const {
    return static_cast<std::uint32_t>(starts_.size());
  }
  // Without its end; empty for a line that is not there. Lines count from 1.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  // Byte offset of a line's first character; the text's size for a line behind the last.
  [[nodiscard]] std::size_t offset_of_line(std::uint32_t number) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

// The part of a line behind its first `count` code points.
[[nodiscard]] std::string_view skip_code_points(std::string_view line, std::size_t count);

}  // namespace tempo_admission::app
