// One entry of a YAML mapping as a document of its own, with all positions unchanged: the lines
// before it are empty and only the key is renamed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

// `end_line` is the first line after the entry; `name` must not be longer than the key. Returns
// nullopt if the entry cannot be a document: it shares its line or refers to an anchor outside.
[[nodiscard]] std::optional<std::string> masked_block(const LineIndex& lines, const yaml::Node& key,
                                                      const std::string& name,
                                                      std::uint32_t end_line);

}  // namespace tempo_admission::app
