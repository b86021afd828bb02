// Checks the names and the number of tenants against the policy.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "policy/model/tenant_rule.hpp"
#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/tempo/unlisted_finding.hpp"

namespace tempo_admission::policy {

struct TenantName {
  std::string_view name;
  Position position;
};

// A problem with one tenant's name, or with the set of tenants.
struct NameFault {
  std::uint32_t tenant = tempo::UnlistedFinding::no_tenant;  // index into the tenants
  Diagnostic what;
};

[[nodiscard]] std::vector<NameFault> check_names(const TenantRule& rule,
                                                 const std::vector<TenantName>& tenants);

}  // namespace tempo_admission::policy
