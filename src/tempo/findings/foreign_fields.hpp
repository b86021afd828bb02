// Limits of Tempo's sisters, which people paste into the wrong file. Knows nothing of Tempo's
// schema.
#pragma once

#include <string_view>

namespace tempo_admission::tempo {

struct ForeignField {
  std::string_view name;
  std::string_view product;  // "Loki", "Mimir", "Loki and Mimir"
  std::string_view
      counterpart;  // the Tempo field that limits the same, with its unit; may be empty
};

// Nothing where the name is not known to be a sister's.
[[nodiscard]] const ForeignField* find_foreign_field(std::string_view name);

}  // namespace tempo_admission::tempo
