// Finds values by key in a YAML tree. Knows nothing of what the tree means.
#pragma once

#include <string_view>

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

// Returns the entry with this key, the last one if it is duplicated; empty if there is none or the
// node is not a mapping.
[[nodiscard]] yaml::Entry find_entry(const yaml::Node& mapping, std::string_view key);
[[nodiscard]] yaml::Node find_value(const yaml::Node& mapping, std::string_view key);

}  // namespace tempo_admission::app
