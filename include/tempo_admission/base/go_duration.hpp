// Durations as Go's time.ParseDuration reads them: Tempo's own fields, and the API server's
// `?timeout=`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tempo_admission {

// "10s", "1m0s", "1.5h", "-1s", "0": a sign, fractions, units from ns to h in any order, no days.
// In nanoseconds; nullopt where Go returns an error, overflow included. Linear in the text.
[[nodiscard]] std::optional<std::int64_t> parse_go_duration(std::string_view text);

}  // namespace tempo_admission
