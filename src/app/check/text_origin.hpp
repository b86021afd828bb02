// Maps a position in a string to the position in the YAML file that it was written in.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/position.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

// Either each line of the string is a line of the file, shifted by `lines` and `columns`; or the
// string was assembled, and only `spots` are known.
struct TextOrigin {
  std::uint32_t lines = 0;
  std::uint32_t columns = 0;
  std::map<Position, Position> spots = {};
  bool is_quoted = false;  // in the file: what is written there may need escapes

  [[nodiscard]] std::optional<Position> in_file(Position in_string) const {
    if (spots.empty()) return Position{in_string.line + lines, in_string.column + columns};
    const auto spot = spots.find(in_string);
    return spot == spots.end() ? std::nullopt : std::optional(spot->second);
  }
};

// The edit of `string` as an edit of the file. nullopt if its range is not written literally there.
[[nodiscard]] std::optional<Edit> edit_in_file(const Edit& edit, std::string_view string,
                                               const TextOrigin& origin, const LineIndex& file);

// Returns nullopt if positions cannot be mapped: the scalar is folded, escaped, or plain over
// several lines.
[[nodiscard]] std::optional<TextOrigin> origin_of(const yaml::Node& scalar, const LineIndex& file);

}  // namespace tempo_admission::app
