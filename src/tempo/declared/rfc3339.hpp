// A point in time as the admin API takes it: RFC 3339, as Go's time.RFC3339 reads it.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace tempo_admission::tempo {

// "2027-01-01T00:00:00Z", "2027-01-01T00:00:00.5+02:00"; fractions are cut off. No leap seconds.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_rfc3339(std::string_view text);

}  // namespace tempo_admission::tempo
