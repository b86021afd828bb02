// The contents of schema/fields.tsv, compiled in. Knows nothing of its columns.
#pragma once

#include <string_view>

namespace tempo_admission::tempo {

[[nodiscard]] std::string_view fields_table();

}  // namespace tempo_admission::tempo
