// Names of HTTP headers. Knows nothing of what the headers hold.
#pragma once

#include <string_view>

namespace tempo_admission::tempo {

// A name that HTTP takes (RFC 9110, 5.1) and that does not look like a credential. People write
// `"Bearer TOKEN": x`: such a name must not be said.
[[nodiscard]] bool is_header_name(std::string_view name);

// The name, where it may be said.
[[nodiscard]] inline std::string_view redacted_header_name(std::string_view name) {
  return is_header_name(name) ? name : "<redacted>";
}

}  // namespace tempo_admission::tempo
