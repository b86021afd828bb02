// The two grammars of durations in an overrides file, as Go reads them. Knows nothing of YAML.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

// Fields of type time.Duration (collection_interval, ...): Go's time.ParseDuration. Sign,
// fractions, units ns to h in any order; no days. In nanoseconds.
[[nodiscard]] std::optional<std::int64_t> parse_go_duration(std::string_view text);

// Fields of type model.Duration (block_retention, ...): prometheus/common's model.ParseDuration.
// Whole numbers, units ms to y from large to small. In nanoseconds.
[[nodiscard]] std::optional<std::int64_t> parse_prometheus_duration(std::string_view text);

// As both grammars take it, without what is 0: "336h", "1h30m", "1s500ms", "0s".
[[nodiscard]] std::string duration_text(std::int64_t nanoseconds);

}  // namespace tempo_admission::tempo
