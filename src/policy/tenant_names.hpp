// Holds the names of tenants, and their number, against the policy.
#pragma once

#include <string_view>
#include <vector>

#include "policy/tenant_rule.hpp"
#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission::policy {

struct TenantName {
  std::string_view name;
  Position position;
};

[[nodiscard]] Diagnostics check_names(const TenantRule& rule,
                                      const std::vector<TenantName>& tenants);

}  // namespace tempo_admission::policy
