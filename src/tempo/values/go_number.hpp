// How go-yaml v2 decodes a scalar into Go's numbers: what it accepts, truncates or refuses. Knows
// nothing of fields. Source: decode.go of gopkg.in/yaml.v2; conversions of Go on amd64.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::tempo {

// int: floats are truncated. nullopt for NaN, above 2^63, or not a number.
[[nodiscard]] std::optional<std::int64_t> go_int(const yaml::Scalar& scalar);

// uint32, uint64: floats are truncated, negative ones wrap. nullopt for a negative integer, NaN,
// above `max`, or not a number.
[[nodiscard]] std::optional<std::uint64_t> go_uint(
    const yaml::Scalar& scalar, std::uint64_t max = std::numeric_limits<std::uint64_t>::max());

// float64: any number. nullopt if refused.
[[nodiscard]] std::optional<double> go_float(const yaml::Scalar& scalar);

// The shortest text that YAML reads back as the same number: "1.1", "1e+06", ".inf".
[[nodiscard]] std::string number_text(double number);

}  // namespace tempo_admission::tempo
