// Timestamps as the admin API accepts them: RFC 3339, as Go's time.RFC3339 parses it.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace tempo_admission::tempo {

// Accepts "2027-01-01T00:00:00Z" and "2027-01-01T00:00:00.5+02:00"; fractions are truncated.
// nullopt if not valid; leap seconds are not.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_rfc3339(std::string_view text);

}  // namespace tempo_admission::tempo
