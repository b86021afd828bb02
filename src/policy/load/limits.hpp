// Reads `limits` and `tenantIds`: the allowed values of tenants' fields and names.
#pragma once

#include <vector>

#include "policy/load/policy_reader.hpp"
#include "policy/model/tenant_rule.hpp"

namespace tempo_admission::policy {

[[nodiscard]] std::vector<Limit> read_limits(const Place& place, Report& report);
[[nodiscard]] TenantNameRules read_tenant_id_rules(const Place& place, Report& report);
// Reads a path of `limits` or `changes`; it must name a field of some known Tempo version.
[[nodiscard]] std::optional<std::string> read_field_path(const Place& place, Report& report);

// The same, or the path of a section.
[[nodiscard]] std::optional<std::string> read_block_path(const Place& place, Report& report);

}  // namespace tempo_admission::policy
