// What a scalar means: the value that go-yaml gives it. Knows nothing of where the value is used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::yaml {

// Which go-yaml reads. v2 resolves YAML 1.1 booleans (yes, on, ...) and old octals; v3 does not
// into `any`.
enum class Dialect : std::uint8_t { go_yaml_v2, go_yaml_v3 };

struct Null {
  friend bool operator==(Null, Null) = default;
};
struct Timestamp {
  std::string text;  // as written; its meaning is go-yaml's
  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

// std::string holds bytes (a !!binary is decoded). Integers that fit std::int64_t are that; larger
// ones std::uint64_t.
using Scalar =
    std::variant<Null, bool, std::int64_t, std::uint64_t, double, std::string, Timestamp>;

// The value of a scalar node, by its tag, style and text. Error: the explicit tag does not fit the
// text.
[[nodiscard]] Result<Scalar> resolve(const Node& scalar, Dialect dialect = Dialect::go_yaml_v3);

}  // namespace tempo_admission::yaml
