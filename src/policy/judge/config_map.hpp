// Judges one ConfigMap that holds tenants: its content, and the change that is being made.
#pragma once

#include <chrono>
#include <optional>

#include "policy/model/model.hpp"
#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

// Adds hits, findings, tenant changes and Tempo's verdict to the decision. `now`: see decide().
void judge_config_map(const Model& model, const kube::AdmissionRequest& request,
                      std::optional<std::chrono::sys_seconds> now, Decision& decision);

}  // namespace tempo_admission::policy
