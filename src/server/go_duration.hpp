// Durations as Go's time.ParseDuration reads them, for the `timeout` that the API server sends.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace tempo_admission::server {

// "10s", "1m0s", "500ms", "1.5h", "-1s", "0". Nothing where Go would return an error.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_go_duration(std::string_view text);

// The first `timeout` of a query, where it is a positive duration; else nothing. The API server
// sends one between 1s and 30s; what cannot be read is ignored. At most a day, so that a point in
// time can be made of it.
[[nodiscard]] std::optional<std::chrono::nanoseconds> timeout_of(std::string_view query);

}  // namespace tempo_admission::server
