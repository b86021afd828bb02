// Decides on one admission request. Knows nothing of JSON, HTTP or time.
#pragma once

#include <chrono>
#include <optional>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/policy/decision.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::policy {

// Pure: the same policy, request and moment give the same decision. `now` is only held against the
// expiry of declared tokens; without it expiry is not compared.
[[nodiscard]] Decision decide(const Policy& policy, kube::Phase phase,
                              const kube::AdmissionRequest& request,
                              std::optional<std::chrono::sys_seconds> now = std::nullopt);

}  // namespace tempo_admission::policy
