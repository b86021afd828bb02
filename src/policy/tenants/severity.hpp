// How severe a fault is under a policy.
#pragma once

#include "policy/model/model.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

// As the policy says for its code, unless Tempo itself refuses the text or dies because of it.
[[nodiscard]] Severity severity_of(const Model& model, const Diagnostic& what);
[[nodiscard]] Severity severity_of(const Model& model, const tempo::UnlistedFinding& finding);

}  // namespace tempo_admission::policy
