// A YAML value rewritten without aliases as a document of its own, with the original position of
// each key and value. Knows nothing of what the value means.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "tempo_admission/base/position.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

struct RestatedBlock {
  std::string text;                    // "NAME: VALUE", in flow style
  std::map<Position, Position> spots;  // from a position in `text` to the original one
};

// Returns nullopt if a key is not a scalar. Aliases multiply the size: call only for values that
// to_json() accepted.
[[nodiscard]] std::optional<RestatedBlock> restated_block(const yaml::Entry& entry,
                                                          const std::string& name);

}  // namespace tempo_admission::app
