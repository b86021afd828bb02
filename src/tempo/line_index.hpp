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

  // The offset of a known position; the text's size for one behind its end.
  [[nodiscard]] std::size_t offset_of(Position position) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;  // of the lines
};

}  // namespace tempo_admission::tempo
