// The value that go-yaml gives a scalar. Knows nothing of where the value is used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::yaml {

// Which go-yaml reads. v2 resolves YAML 1.1 booleans (yes, on, ...) and old octals; v3 decoding
// into `any` does not.
enum class Dialect : std::uint8_t { go_yaml_v2, go_yaml_v3 };

struct Null {
  friend bool operator==(Null, Null) = default;
};
struct Timestamp {
  std::string text;  // as written; interpreting it is left to go-yaml
  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

// std::string holds bytes (!!binary is decoded). Integers are std::int64_t if they fit, else
// std::uint64_t.
using Scalar =
    std::variant<Null, bool, std::int64_t, std::uint64_t, double, std::string, Timestamp>;

// Resolves a scalar node by its tag, style and text. Error: the text does not match the explicit
// tag.
[[nodiscard]] Result<Scalar> resolve(const Node& scalar, Dialect dialect = Dialect::go_yaml_v3);

}  // namespace tempo_admission::yaml
