// Why a request was denied, as the API server shows it to the person who made it.
#pragma once

#include <optional>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/kube/status.hpp"
#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

// Returns nullopt if no finding denies. 403 Forbidden if the caller may not make the change at all,
// else 422 Invalid. Bounded: findings that do not fit are counted.
[[nodiscard]] std::optional<kube::Status> denial_of(const Decision& decision,
                                                    const kube::AdmissionRequest& request);

}  // namespace tempo_admission::policy
