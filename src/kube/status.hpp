// How a metav1.Status is written, alone as a body or inside an AdmissionReview: for this room only.
#pragma once

#include "tempo_admission/base/text_buffer.hpp"
#include "tempo_admission/kube/status.hpp"

namespace tempo_admission::kube {

// Appends the members from "metadata" on; the caller opens and closes the object.
void append_status_members(TextBuffer& json, const Status& status);

}  // namespace tempo_admission::kube
