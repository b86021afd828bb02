// Limits of Loki and Mimir that people paste into Tempo's file. Knows nothing of Tempo's schema.
#pragma once

#include <string_view>

namespace tempo_admission::tempo {

struct ForeignField {
  std::string_view name;
  std::string_view product;  // "Loki", "Mimir", "Loki and Mimir"
  // The corresponding Tempo field and its unit; may be empty.
  std::string_view counterpart;
};

// nullptr if the name is not a known Loki or Mimir limit. Points to static data.
[[nodiscard]] const ForeignField* find_foreign_field(std::string_view name);

}  // namespace tempo_admission::tempo
