// Names of HTTP headers. Knows nothing of header values.
#pragma once

#include <string_view>

namespace tempo_admission::tempo {

// True for a valid name (RFC 9110, 5.1) that does not look like a credential. People write `"Bearer
// TOKEN": x`: such a name must not be shown.
[[nodiscard]] bool is_header_name(std::string_view name);

// The name if it may be shown, else "<redacted>".
[[nodiscard]] inline std::string_view redacted_header_name(std::string_view name) {
  return is_header_name(name) ? name : "<redacted>";
}

}  // namespace tempo_admission::tempo
