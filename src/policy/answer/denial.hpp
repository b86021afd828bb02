// Why a request was refused, as the API server hands it to the person who made it.
#pragma once

#include <optional>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/kube/status.hpp"
#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

// Nothing where no finding denies. 403 Forbidden where somebody may not make the change at all,
// else 422 Invalid. Bounded: the rest is counted.
[[nodiscard]] std::optional<kube::Status> denial_of(const Decision& decision,
                                                    const kube::AdmissionRequest& request);

}  // namespace tempo_admission::policy
