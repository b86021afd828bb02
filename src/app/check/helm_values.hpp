// Reads the tenants in a Helm values file; findings have positions in that file. Sources:
// tempo-distributed (per_tenant_overrides since 1.33, overrides before;
// provisioner.additionalTenants), tempo (tempo.per_tenant_overrides).
#pragma once

#include <string>

#include "app/check/subject.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::app {

// Returns a subject for each place that contains tenants and each example ConfigMap of the policy's
// rules. Error: the file cannot be read, contains no tenants, or no rule applies to them.
[[nodiscard]] Subjects read_helm_values(const std::string& text, const LineIndex& lines,
                                        const policy::Policy& policy,
                                        const std::string& namespace_name);

}  // namespace tempo_admission::app
