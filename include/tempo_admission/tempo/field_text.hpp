// Reads one value of one field, outside of any file. Knows nothing of tenants.
#pragma once

#include <string_view>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/tempo/field.hpp"

namespace tempo_admission::tempo {

// `scalar` is the YAML that an overrides file would contain; for a list, one item is enough. The
// field may exist in any known version (is_known_field()). Error: what the field takes instead.
[[nodiscard]] Result<FieldValue> read_field_text(std::string_view scoped_path,
                                                 std::string_view scalar);

}  // namespace tempo_admission::tempo
