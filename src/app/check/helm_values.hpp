// The tenants that a Helm values file holds, judged at the values file's own positions.
// Sources: tempo-distributed (per_tenant_overrides since 1.33, overrides before;
// provisioner.additionalTenants), tempo (tempo.per_tenant_overrides).
#pragma once

#include <string>

#include "app/check/subject.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::app {

// A subject for each place where the file holds tenants, and each kind of ConfigMap that the
// policy's rules for them look for; none is an error that says so.
[[nodiscard]] Subjects read_helm_values(const std::string& text, const LineIndex& lines,
                                        const policy::Policy& policy,
                                        const std::string& namespace_name);

}  // namespace tempo_admission::app
