// Applies the edits of a finding as an editor would.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/line_index.hpp"

namespace tempo_admission {

inline std::string applied(std::string text, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.begin > b.begin; });
  for (const auto& edit : edits) {
    const LineIndex lines(text);
    const auto begin = lines.offset_of(edit.begin);
    text.replace(begin, lines.offset_of(edit.end) - begin, edit.replacement);
  }
  return text;
}

}  // namespace tempo_admission
