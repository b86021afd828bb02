// Reads `limits` and `tenantIds`: what fields and names of tenants may be.
#pragma once

#include <vector>

#include "policy/load/policy_reader.hpp"
#include "policy/model/tenant_rule.hpp"

namespace tempo_admission::policy {

[[nodiscard]] std::vector<Limit> read_limits(const Place& place, Report& report);
[[nodiscard]] TenantNameRules read_tenant_id_rules(const Place& place, Report& report);
// A path of `limits` or `changes`, where it names a field that some known Tempo has.
[[nodiscard]] std::optional<std::string> read_field_path(const Place& place, Report& report);

}  // namespace tempo_admission::policy
