// What the API server's audit log keeps of a decision. Values depend on the object alone: a second
// value under one key, as on reinvocation, would be refused.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tempo_admission/policy/decision.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::policy {

// Sorted by key. Keys: mode, rules, would-patch, would-deny, denied, findings, tenant-changes,
// tempo-version; each only where there is something to say. At most 4 KiB a value.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> audit_annotations(
    const Decision& decision, const Policy& policy);

}  // namespace tempo_admission::policy
