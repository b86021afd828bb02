// Replaces one scalar of a YAML text as a user would: where it is written, and nowhere else. Knows
// nothing of what is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/line_index.hpp"

namespace tempo_admission::yaml {

// What to write in place of a scalar.
struct ScalarFix {
  std::string written;      // the scalar's content, to be sure that it is the right one
  std::string replacement;  // YAML: quoted if it needs quotes
};

// The edit for the scalar at `position`, quoted or not. nullopt unless it is written literally on
// one line: aliases, tags, escapes, folded and UTF-16 text are left alone.
[[nodiscard]] std::optional<Edit> replace_scalar(const LineIndex& lines, Position position,
                                                 const ScalarFix& fix);

}  // namespace tempo_admission::yaml
