// How go-yaml v2 puts a scalar into Go's numbers: which it takes, cuts or refuses.
// Knows nothing of fields. Source: decode.go of gopkg.in/yaml.v2, Go's conversions on amd64.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::tempo {

// int: floats are cut, however large.
[[nodiscard]] std::optional<std::int64_t> go_int(const yaml::Scalar& scalar);

// uint32, uint64: as go_int, in the range 0 to max.
[[nodiscard]] std::optional<std::uint64_t> go_uint(
    const yaml::Scalar& scalar, std::uint64_t max = std::numeric_limits<std::uint64_t>::max());

[[nodiscard]] std::optional<double> go_float(const yaml::Scalar& scalar);

// The shortest text that YAML reads back as the same number: "1.1", "1e+06", ".inf".
[[nodiscard]] std::string number_text(double number);

}  // namespace tempo_admission::tempo
