// How far a rule may go.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tempo_admission::policy {

// Ordered: a ceiling lowers every mode above it. off: the rule does not exist. audit: allowed and
// unchanged, log, metric and audit annotation only. warn: the same, and the caller sees a warning.
// enforce: patched or denied.
enum class Mode : std::uint8_t { off, audit, warn, enforce };

[[nodiscard]] std::string_view to_string(Mode mode);
[[nodiscard]] std::optional<Mode> parse_mode(std::string_view text);
[[nodiscard]] constexpr Mode under_ceiling(Mode mode, Mode ceiling) {
  return mode < ceiling ? mode : ceiling;
}

}  // namespace tempo_admission::policy
