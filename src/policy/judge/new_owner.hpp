// An update that gives a ConfigMap an owner. When the owner is gone, the garbage collector deletes
// the ConfigMap, and then nobody can be asked who wanted that.
#pragma once

#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::policy {

// True if the new object has an owner that the stored one did not have.
[[nodiscard]] bool gains_owner(const kube::AdmissionRequest& request);

// The deletion that the new owner can cause, as the same caller would send it.
[[nodiscard]] kube::AdmissionRequest deletion_by_owner(const kube::AdmissionRequest& request);

}  // namespace tempo_admission::policy
