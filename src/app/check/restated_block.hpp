// A YAML value written out again without its aliases, as a document of its own, and where each of
// its keys and values stood. Knows nothing of what the value means.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "tempo_admission/base/position.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

struct RestatedBlock {
  std::string text;                    // "NAME: VALUE", in flow style
  std::map<Position, Position> spots;  // from a key or value in the text to where it was written
};

// Nothing where a key is no scalar. The value's aliases multiply: to be asked only of one that
// to_json() found to be of bounded size.
[[nodiscard]] std::optional<RestatedBlock> restated_block(const yaml::Entry& entry,
                                                          const std::string& name);

}  // namespace tempo_admission::app
