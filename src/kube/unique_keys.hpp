// Doubled keys in a JSON object: readers disagree on which one counts, so nobody honest sends them.
#pragma once

#include <optional>
#include <string_view>

#include "tempo_admission/kube/json_value.hpp"

namespace tempo_admission::kube {

// A key that stands more than once in the object; nothing for what is no object. At most n log n
// comparisons, and no memory for small objects.
[[nodiscard]] std::optional<std::string_view> doubled_key(JsonValue object);

}  // namespace tempo_admission::kube
