// Scalars by tag, style and text, as go-yaml's resolve() does. Knows nothing of trees.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::yaml {

struct ScalarSource {
  std::string_view tag;  // in full, "!" or ""
  ScalarStyle style = ScalarStyle::plain;
  std::string_view text;
};

// Error: the tag does not fit the text; in words for the writer.
[[nodiscard]] Result<Scalar> resolve_scalar(const ScalarSource& scalar, Dialect dialect);

// Nothing where go-yaml v3 takes the scalar for a string as it stands (its ShortTag() is "!!str").
[[nodiscard]] std::optional<Result<Scalar>> resolve_unless_string(const ScalarSource& scalar);

// "<<", not quoted and not tagged otherwise: the key that merges.
[[nodiscard]] bool is_merge_key_for_v3(const ScalarSource& scalar);

}  // namespace tempo_admission::yaml
