// Names of Prometheus labels, and what Tempo makes of names that are none.
// Knows nothing of fields. Source: util/strutil of prometheus/prometheus.
#pragma once

#include <string>
#include <string_view>

namespace tempo_admission::tempo {

// Each code point that a label cannot have becomes "_"; an empty name becomes "_".
[[nodiscard]] std::string sanitized_label(std::string_view name);

[[nodiscard]] bool is_label_name(std::string_view name);

}  // namespace tempo_admission::tempo
