// What was recorded from real Tempos, read from tests/tempo/data. Knows nothing of what is tested.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tempo_admission::tempo {

// One JSON value per line.
[[nodiscard]] std::vector<nlohmann::json> recorded_lines(const std::string& file);

// The overrides file of a recorded case: `yaml`, or `yaml_base64` if it is not valid UTF-8.
[[nodiscard]] std::string overrides_of(const nlohmann::json& recorded);

}  // namespace tempo_admission::tempo
