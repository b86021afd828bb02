// How an update changes the tenants of an overrides file. Knows nothing of what is allowed.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tempo_admission/policy/decision.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

// One tenant before and after; null if it does not exist there, never both. Does not own them.
struct TenantPair {
  const tempo::Tenant* before = nullptr;
  const tempo::Tenant* after = nullptr;

  [[nodiscard]] const tempo::Tenant& any() const { return after ? *after : *before; }
};

// The tenants of one file by name; the first one if a name is duplicated. Views `tenants`.
using TenantsByName = std::unordered_map<std::string_view, const tempo::Tenant*>;
[[nodiscard]] TenantsByName by_name(const std::vector<tempo::Tenant>& tenants);

// In the order of the new file, then removed tenants in the order of the old one.
[[nodiscard]] std::vector<TenantPair> pair_tenants(const std::vector<tempo::Tenant>& before,
                                                   const std::vector<tempo::Tenant>& after);

// Values of secret fields appear as "<redacted>".
[[nodiscard]] std::vector<TenantChange> changes_between(const std::vector<TenantPair>& pairs);

// Returns true if both are written alike and mean the same: an alias can change the meaning of
// unchanged YAML.
[[nodiscard]] bool is_unchanged(const tempo::Tenant& before, const tempo::Tenant& after);

}  // namespace tempo_admission::policy
