// Judges one Service: which annotations it lacks, and what is odd about those it has.
#pragma once

#include "policy/model/model.hpp"
#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

// Adds hits, findings, patch and what is held back to the decision. Nothing for other operations
// than CREATE and UPDATE.
void judge_service(const Model& model, kube::Phase phase, const kube::AdmissionRequest& request,
                   Decision& decision);

// Where an annotation is, for people: "metadata.annotations[prometheus.io/port]".
[[nodiscard]] std::string annotation_path(std::string_view key);

}  // namespace tempo_admission::policy
