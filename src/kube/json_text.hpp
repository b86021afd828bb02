// Two cases of JSON that simdjson 3.0 does not handle: integers beyond 64 bits, which it rejects,
// and lone surrogates, which it accepts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::kube {

// Returns a copy with ".0" appended to every integer that may not fit 64 bits, so that it is read
// as a double, as Go and nlohmann do; nullopt if there is none. Never changes whether the input is
// valid JSON.
[[nodiscard]] std::optional<std::string> with_long_integers_as_decimals(std::string_view json);

// Returns true if the bytes may contain a UTF-8 encoded surrogate: a quick check before
// has_lone_surrogate().
[[nodiscard]] bool has_surrogate_bytes(std::string_view bytes);

// Returns true if a \u escape is one half of a UTF-16 pair without the other. The input must be
// valid JSON.
[[nodiscard]] bool has_lone_surrogate(std::string_view valid_json);

}  // namespace tempo_admission::kube
