// Values as YAML in one line, for lists of blocks and for texts to paste.
// Knows nothing of fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/tempo/field.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

// A string as YAML: plain where every reader takes it for a string, else in double quotes.
[[nodiscard]] std::string quoted_if_needed(std::string_view text);

// {name: http.url, scope: span}
[[nodiscard]] std::string flow_text(yaml::GoNode node);

// A list of texts as a value, its text joined by ",".
[[nodiscard]] FieldValue list_value(std::vector<std::string> items, Position position);

// A list of blocks as a value: each item as its flow text.
[[nodiscard]] FieldValue blocks_value(yaml::GoNode list);

}  // namespace tempo_admission::tempo
