// What a rule may do to a request.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tempo_admission::policy {

// Ordered, so that a ceiling can lower every mode above it. off: the rule is ignored. audit: the
// request is allowed unchanged; only log, metrics and audit annotations show the result. warn: as
// audit, and the caller sees a warning. enforce: the request is patched or denied.
enum class Mode : std::uint8_t { off, audit, warn, enforce };

[[nodiscard]] std::string_view to_string(Mode mode);
[[nodiscard]] std::optional<Mode> parse_mode(std::string_view text);
[[nodiscard]] constexpr Mode under_ceiling(Mode mode, Mode ceiling) {
  return mode < ceiling ? mode : ceiling;
}

}  // namespace tempo_admission::policy
