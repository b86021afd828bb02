// Durations as prometheus/common reads them, and how durations are quoted. Go's own are in
// base/go_duration.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

// Fields of type model.Duration (block_retention, ...): prometheus/common's model.ParseDuration.
// Whole numbers, units ms to y from large to small. In nanoseconds.
[[nodiscard]] std::optional<std::int64_t> parse_prometheus_duration(std::string_view text);

// As both grammars accept it, without zero parts: "336h", "1h30m", "1s500ms", "0s".
[[nodiscard]] std::string duration_text(std::int64_t nanoseconds);

}  // namespace tempo_admission::tempo
