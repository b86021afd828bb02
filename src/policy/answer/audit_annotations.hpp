// What the API server's audit log keeps of a decision. Values depend only on the object: on
// reinvocation the API server rejects a different value for the same key.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tempo_admission/policy/decision.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::policy {

// Sorted by key. Keys: mode, rules, would-patch, would-deny, denied, findings, tenant-changes,
// tempo-version; each only if it has a value. At most 4 KiB per value.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> audit_annotations(
    const Decision& decision, const Policy& policy);

}  // namespace tempo_admission::policy
