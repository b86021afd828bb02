// Manifests, Lists and AdmissionReviews in one YAML or JSON text, as subjects to judge.
#pragma once

#include <string>

#include "app/check/subject.hpp"
#include "tempo_admission/base/line_index.hpp"

namespace tempo_admission::app {

// `lines` is `text` by lines. Documents without content are skipped, Lists taken apart.
[[nodiscard]] Subjects read_manifests(const std::string& text, const LineIndex& lines,
                                      const std::string& namespace_name);

}  // namespace tempo_admission::app
