// Which objects a rule selects, by labels, names and the request. Knows nothing of what the rule
// requires.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/kube/chart_range.hpp"
#include "tempo_admission/kube/label_selector.hpp"

namespace tempo_admission::policy {

using Globs = std::vector<std::string>;

// Returns true if any of the globs matches.
[[nodiscard]] bool matches_any(const Globs& globs, std::string_view text);

struct LabelGlobs {
  std::string key;
  Globs values;
};

struct ObjectFilter {
  kube::LabelSelector selector;
  Globs namespaces;                               // empty: every namespace
  Globs names;                                    // empty: every name
  std::optional<kube::ChartRange> chart;          // on the label helm.sh/chart
  std::vector<LabelGlobs> skip_when_label;        // skip objects that have one of these values
  std::bitset<kube::operation_count> operations;  // by kube::Operation
};

// Returns true if the rule selects this object. Ignores the operation; see covers(). An object
// without a name is matched by its generateName.
[[nodiscard]] bool selects(const ObjectFilter& filter, const kube::Object& object,
                           const kube::AdmissionRequest& request);

[[nodiscard]] inline bool covers(const ObjectFilter& filter, kube::Operation operation) {
  return filter.operations.test(static_cast<std::size_t>(operation));
}

}  // namespace tempo_admission::policy
