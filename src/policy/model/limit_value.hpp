// Reads a value of the policy as Tempo reads the field that it is for, so that both can be compared
// in the field's own unit.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

// `scalar` is YAML as it would stand in an overrides file. Of a list field it is one item. Error:
// why no known version of Tempo takes it there.
[[nodiscard]] Result<tempo::FieldValue> read_limit_value(std::string_view path,
                                                         std::string_view scalar);

// Numbers by their size, everything else by its text. Unordered where the kinds differ.
[[nodiscard]] std::partial_ordering compare(const tempo::FieldValue& a, const tempo::FieldValue& b);

}  // namespace tempo_admission::policy
