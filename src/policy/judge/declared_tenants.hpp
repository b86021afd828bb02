// Judges the declared tenants (tenants, access policies, tokens) of one ConfigMap under one rule.
#pragma once

#include "policy/judge/config_map_under_rule.hpp"
#include "policy/tenants/tenant_findings.hpp"
#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

void judge_declared_rule(const ConfigMapUnderRule& config_map, TenantFindings& findings,
                         Decision& decision);

}  // namespace tempo_admission::policy
