// JSON as YAML in block style, as people write manifests.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tempo_admission::app {

// `value` is an object. Strings that YAML could read as something else are quoted.
[[nodiscard]] std::string yaml_text(const nlohmann::ordered_json& value);

}  // namespace tempo_admission::app
