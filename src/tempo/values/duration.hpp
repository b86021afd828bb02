// Durations as prometheus/common parses them, and their canonical form. For Go's own, see
// base/go_duration.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

// For fields of type model.Duration (block_retention, ...). Whole numbers, units y to ms in that
// order. Returns nanoseconds, or nullopt where prometheus/common's model.ParseDuration fails.
[[nodiscard]] std::optional<std::int64_t> parse_prometheus_duration(std::string_view text);

// In a form that both grammars accept, without zero parts: "336h", "1h30m", "1s500ms", "0s".
[[nodiscard]] std::string duration_text(std::int64_t nanoseconds);

}  // namespace tempo_admission::tempo
