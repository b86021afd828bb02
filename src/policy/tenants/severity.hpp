// The severity of a finding under a policy.
#pragma once

#include <string_view>

#include "policy/model/model.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

// The policy's severity for a code, else the given one.
[[nodiscard]] Severity severity_of(const Model& model, std::string_view code, Severity otherwise);
// The policy's severity for its code, but always error if Tempo rejects the file or crashes.
[[nodiscard]] Severity severity_of(const Model& model, const Diagnostic& what);
[[nodiscard]] Severity severity_of(const Model& model, const tempo::UnlistedFinding& finding);

}  // namespace tempo_admission::policy
