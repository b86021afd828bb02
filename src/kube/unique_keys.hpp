// Duplicate keys in a JSON object. Parsers disagree on which one counts, so they can hide a value
// from a check.
#pragma once

#include <optional>
#include <string_view>

#include "tempo_admission/kube/json_value.hpp"

namespace tempo_admission::kube {

// Returns a duplicate key, or nullopt if there is none or the value is not an object. O(n log n)
// comparisons; small objects need no memory.
[[nodiscard]] std::optional<std::string_view> doubled_key(JsonValue object);

}  // namespace tempo_admission::kube
