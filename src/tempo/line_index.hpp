// Where in a text a Position is, in bytes. Knows nothing of YAML.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission::tempo {

class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // The offset of a known position; the text's size for one behind its end. Costs the same however
  // long the line is: a hostile text is one line.
  [[nodiscard]] std::size_t offset_of(Position position) const;

 private:
  [[nodiscard]] std::size_t code_points_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> starts_;  // of the lines
  std::vector<std::size_t> blocks_;  // code points before each block of bytes; none for ASCII
};

}  // namespace tempo_admission::tempo
