// Base64 as Go's base64.StdEncoding reads it. Knows nothing of YAML.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::yaml {

// Line breaks are skipped, padding is required. Nothing where the text is no base64.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace tempo_admission::yaml
