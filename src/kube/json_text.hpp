// What simdjson 3.0 leaves open about a JSON text: integers beyond 64 bits, which it refuses, and
// lone surrogates, which it lets through.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::kube {

// The text with ".0" behind every integer that may not fit 64 bits, so that it is read as a double
// as Go and nlohmann do; nothing where there is none. Whether the text is valid JSON stays as it
// was.
[[nodiscard]] std::optional<std::string> with_long_integers_as_decimals(std::string_view json);

// Whether somewhere in the bytes a surrogate may be encoded as if it were a character: a quick look
// before has_lone_surrogate().
[[nodiscard]] bool has_surrogate_bytes(std::string_view bytes);

// Whether a \u escape of a valid JSON text is one half of a UTF-16 pair without the other.
[[nodiscard]] bool has_lone_surrogate(std::string_view valid_json);

}  // namespace tempo_admission::kube
