// Reads manifests, Lists and AdmissionReviews from one YAML or JSON file as subjects to judge.
#pragma once

#include <string>

#include "app/check/subject.hpp"
#include "tempo_admission/base/line_index.hpp"

namespace tempo_admission::app {

// `lines` indexes `text`. Empty documents are skipped, and each item of a List is a subject.
// `namespace_name` is used for objects without a namespace.
[[nodiscard]] Subjects read_manifests(const std::string& text, const LineIndex& lines,
                                      const std::string& namespace_name);

}  // namespace tempo_admission::app
