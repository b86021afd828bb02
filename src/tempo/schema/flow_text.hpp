// Formats values as YAML on one line, for lists of mappings and for text to paste. Knows nothing of
// fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/tempo/field.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

// A YAML string: plain if every reader takes it for a string, else double-quoted.
[[nodiscard]] std::string quoted_if_needed(std::string_view text);

// {name: http.url, scope: span}
[[nodiscard]] std::string flow_text(yaml::GoNode node);

// A list of strings as a value; its text is joined by ",".
[[nodiscard]] FieldValue list_value(std::vector<std::string> items, Position position);

// A list of mappings as a value: each item as its flow text.
[[nodiscard]] FieldValue blocks_value(yaml::GoNode list);

}  // namespace tempo_admission::tempo
