// Reads a limit in the policy as Tempo reads the field, so that both are compared in the field's
// own unit.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/tempo/field.hpp"

namespace tempo_admission::policy {

// `scalar` is the YAML that an overrides file would contain; for a list field, one item. Error: why
// no known version of Tempo accepts it.
[[nodiscard]] Result<tempo::FieldValue> read_limit_value(std::string_view path,
                                                         std::string_view scalar);

// Compares numbers by value and everything else as strings; unordered if the kinds differ.
[[nodiscard]] std::partial_ordering compare(const tempo::FieldValue& a, const tempo::FieldValue& b);

}  // namespace tempo_admission::policy
