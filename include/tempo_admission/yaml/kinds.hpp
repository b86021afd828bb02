// What a YAML node can be and how a scalar can be written. An alias is not a kind: see Node.
#pragma once

#include <cstdint>

namespace tempo_admission::yaml {

enum class NodeKind : std::uint8_t { scalar, sequence, mapping };
enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

}  // namespace tempo_admission::yaml
