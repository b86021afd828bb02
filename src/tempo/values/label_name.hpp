// Prometheus label names, and what Tempo makes of names that are not valid. Knows nothing of
// fields. Source: util/strutil of prometheus/prometheus.
#pragma once

#include <string>
#include <string_view>

namespace tempo_admission::tempo {

// Each code point that is not allowed in a label becomes "_"; so does an empty name.
[[nodiscard]] std::string sanitized_label(std::string_view name);

// True for [a-zA-Z_][a-zA-Z0-9_]*.
[[nodiscard]] bool is_label_name(std::string_view name);

}  // namespace tempo_admission::tempo
