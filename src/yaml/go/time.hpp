// Timestamps as go-yaml recognises and writes them. Knows nothing of calendars beyond Gregorian.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::yaml {

// The timestamp as go-yaml v3 writes it back (RFC 3339, nanoseconds without trailing zeros), or
// nothing where go-yaml sees no timestamp in the text.
[[nodiscard]] std::optional<std::string> rewrite_go_timestamp(std::string_view text);

}  // namespace tempo_admission::yaml
