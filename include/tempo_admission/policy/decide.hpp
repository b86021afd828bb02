// Decides on one admission request. Knows nothing of JSON, HTTP or time.
#pragma once

#include <chrono>
#include <optional>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/policy/decision.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::policy {

// Pure and thread-safe: equal arguments give equal decisions. `now` is only compared with the
// expiry of declared tokens; without it expiry is not checked. Subresources, exempt namespaces and
// users, and kinds other than Service and ConfigMap are allowed unchanged.
[[nodiscard]] Decision decide(const Policy& policy, kube::Phase phase,
                              const kube::AdmissionRequest& request,
                              std::optional<std::chrono::sys_seconds> now = std::nullopt);

}  // namespace tempo_admission::policy
