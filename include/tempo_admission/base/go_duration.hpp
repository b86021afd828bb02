// Durations as Go's time.ParseDuration reads them, used for Tempo's own fields and the API server's
// `?timeout=`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tempo_admission {

// Returns nanoseconds, or nullopt where Go returns an error (overflow included). Accepts "10s",
// "1m0s", "1.5h", "-1s" and "0": an optional sign, fractions, units from ns to h in any order; no
// days. Linear in the length of `text`.
[[nodiscard]] std::optional<std::int64_t> parse_go_duration(std::string_view text);

}  // namespace tempo_admission
