// Texts that go-yaml v3 writes as a literal block ("|") in a way that v2 cannot always read back.
// Knows nothing of how trees are kept.
#pragma once

#include <cstdint>
#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::yaml {

enum class LiteralTrouble : std::uint8_t {
  none,
  always,       // a leading tab, where v2 looks for indentation
  by_position,  // leading space: v3 writes an indentation hint that is right only in some columns
};

[[nodiscard]] LiteralTrouble literal_trouble(std::string_view text);

// Every text of the second kind that stands in such a column. `root` is a mapping.
[[nodiscard]] Diagnostics indented_literals(const GoNode& root);

[[nodiscard]] Diagnostic indented_literal_fault(Position position);

}  // namespace tempo_admission::yaml
