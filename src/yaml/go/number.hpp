// Numbers as Go's strconv parses and formats them. Knows nothing of YAML.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace tempo_admission::yaml {

using GoInteger = std::variant<std::int64_t, std::uint64_t>;

// strconv.ParseInt, then ParseUint; nullopt if both fail. Base 0 takes the base from the prefix
// (0x, 0o, 0b, 0). A sign may precede it.
[[nodiscard]] std::optional<GoInteger> parse_go_integer(std::string_view text, int base);

// strconv.ParseFloat of a decimal number; nullopt if it is not one or out of range.
[[nodiscard]] std::optional<double> parse_go_float(std::string_view text);

// strconv.FormatFloat(value, 'g', -1, 64), with infinities and NaN spelled as in YAML.
[[nodiscard]] std::string format_go_float(double value);

}  // namespace tempo_admission::yaml
