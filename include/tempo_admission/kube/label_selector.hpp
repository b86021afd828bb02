// metav1.LabelSelector, all of it. Knows nothing of YAML or JSON.
// Source of the rules: k8s.io/apimachinery/pkg/apis/meta/v1 (LabelSelectorAsSelector) and its
// validation.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/kube/object.hpp"

namespace tempo_admission::kube {

enum class SelectorOperator : std::uint8_t { in, not_in, exists, does_not_exist };

struct SelectorRequirement {
  std::string key;
  SelectorOperator op = SelectorOperator::exists;
  std::vector<std::string> values;  // non-empty for in and not_in, empty for the others
};

struct LabelSelector {
  std::vector<SelectorRequirement>
      requirements;  // all must hold; matchLabels are "in" with one value; none: everything matches
};

// Returns true if every requirement holds. As in Kubernetes, not_in also holds if the key is
// absent.
[[nodiscard]] bool matches(const LabelSelector& selector, const StringMap& labels);

// Returns true if some set of labels may satisfy both; used to find conflicting rules. False
// positives are possible, false negatives are not.
[[nodiscard]] bool can_both_match(const LabelSelector& a, const LabelSelector& b);

// Checks for hand-written selectors; the error says what is wrong with the operator, key or value.
[[nodiscard]] Result<SelectorOperator> parse_selector_operator(std::string_view text);
[[nodiscard]] Result<void> check_label_key(std::string_view key);
[[nodiscard]] Result<void> check_label_value(std::string_view value);

}  // namespace tempo_admission::kube
