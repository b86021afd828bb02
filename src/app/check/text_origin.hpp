// Where a string of a YAML file was written: from a spot in the string to the spot in the file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/position.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

// Every line of the string stands whole on a line of its own in the file, shifted by these; or the
// string was put together, and these of its spots are known.
struct TextOrigin {
  std::uint32_t lines = 0;
  std::uint32_t columns = 0;
  std::map<Position, Position> spots = {};

  [[nodiscard]] std::optional<Position> in_file(Position in_string) const {
    if (spots.empty()) return Position{in_string.line + lines, in_string.column + columns};
    const auto spot = spots.find(in_string);
    return spot == spots.end() ? std::nullopt : std::optional(spot->second);
  }
};

// Nothing where the writing hides the string: folded, escaped, or plain over several lines.
[[nodiscard]] std::optional<TextOrigin> origin_of(const yaml::Node& scalar, const LineIndex& file);

}  // namespace tempo_admission::app
