// A diagnostic and the rule that produced it.
#pragma once

#include <string>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/policy/mode.hpp"

namespace tempo_admission::policy {

struct Finding {
  std::string rule;       // the rule's name in the policy
  Mode mode = Mode::off;  // the rule's, under the ceiling
  std::string key;        // of the ConfigMap's data, e.g. "overrides.yaml"; empty for Services
  Diagnostic what;        // its position is relative to the key's value
};

// A request is denied if and only if one of its findings denies.
[[nodiscard]] inline bool denies(const Finding& finding) {
  return finding.mode == Mode::enforce && finding.what.severity == Severity::error;
}

}  // namespace tempo_admission::policy
