// Resolves scalars by tag, style and text, as go-yaml's resolve() does. Knows nothing of trees.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::yaml {

// A scalar as written; views, valid while the document lives.
struct ScalarSource {
  std::string_view tag;  // in full, "!" or ""
  ScalarStyle style = ScalarStyle::plain;
  std::string_view text;
};

// Error: the text does not match the tag; worded for the user.
[[nodiscard]] Result<Scalar> resolve_scalar(const ScalarSource& scalar, Dialect dialect);

// nullopt if go-yaml v3 takes the scalar for a string as written (its ShortTag() is "!!str").
[[nodiscard]] std::optional<Result<Scalar>> resolve_unless_string(const ScalarSource& scalar);

// True for the merge key: "<<" tagged !!merge, or neither quoted nor tagged.
[[nodiscard]] bool is_merge_key_for_v3(const ScalarSource& scalar);

}  // namespace tempo_admission::yaml
