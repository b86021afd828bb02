// One entry of a YAML mapping as a document of its own in which everything stands where it stood:
// the lines before are empty, the key has another name, nothing else has moved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

// `end_line` is the first line behind the entry. `name` is at most as long as the key. Nothing
// where the entry cannot stand alone: it shares its line, or names an anchor from elsewhere.
[[nodiscard]] std::optional<std::string> masked_block(const LineIndex& lines, const yaml::Node& key,
                                                      const std::string& name,
                                                      std::uint32_t end_line);

}  // namespace tempo_admission::app
