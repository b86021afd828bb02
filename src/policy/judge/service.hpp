// Judges one Service: which annotations are missing, and problems with those it has.
#pragma once

#include "policy/model/model.hpp"
#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

// Adds hits, findings, the patch and the patch that was not sent to the decision. Does nothing for
// operations other than CREATE and UPDATE.
void judge_service(const Model& model, kube::Phase phase, const kube::AdmissionRequest& request,
                   Decision& decision);

// The path of an annotation, for messages: "metadata.annotations[prometheus.io/port]".
[[nodiscard]] std::string annotation_path(std::string_view key);

}  // namespace tempo_admission::policy
