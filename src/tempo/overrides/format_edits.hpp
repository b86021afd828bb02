// Turns the flat format into the scoped one where a file allows it: the edits of the findings about
// formats. Knows nothing of how fields are read.
#pragma once

#include <string_view>

#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo {

// Adds the edits to the judgement of `text`. A tenant is left alone if its scoped form would lose
// something: comments, anchors, secrets, fields that could not be read or are refused.
void add_format_edits(std::string_view text, OverridesJudgement& judgement);

}  // namespace tempo_admission::tempo
