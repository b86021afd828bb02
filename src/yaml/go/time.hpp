// Timestamps as go-yaml recognizes and writes them. Gregorian calendar only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::yaml {

// Returns the timestamp as go-yaml v3 writes it (RFC 3339, nanoseconds without trailing zeros), or
// nullopt if go-yaml does not recognize one.
[[nodiscard]] std::optional<std::string> rewrite_go_timestamp(std::string_view text);

}  // namespace tempo_admission::yaml
