// Strings that go-yaml v3 writes as a literal block ("|") which v2 cannot always read back. Knows
// nothing of how trees are stored. Source: emitterc.go of gopkg.in/yaml.v3.
#pragma once

#include <cstdint>
#include <string_view>

#include "tempo_admission/base/finding_info.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::yaml {

[[nodiscard]] FindingList literal_text_findings();

enum class LiteralTrouble : std::uint8_t {
  none,
  always,       // a leading tab where v2 expects indentation
  by_position,  // leading space: v3's indentation hint is correct only in some columns
};

// Whether v2 can read back what v3 writes for this string.
[[nodiscard]] LiteralTrouble literal_trouble(std::string_view text);

// Reports every `by_position` string in a column where the hint is wrong. `root` is a mapping.
[[nodiscard]] Diagnostics indented_literals(const GoNode& root);

// yaml/indented-text, which makes go-yaml reject the file.
[[nodiscard]] Diagnostic indented_literal_fault(Position position);

}  // namespace tempo_admission::yaml
