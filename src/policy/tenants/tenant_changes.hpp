// What an update does to the tenants of an overrides file. Knows nothing of what is allowed.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tempo_admission/policy/decision.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

// One tenant before and after; null where it is not there.
struct TenantPair {
  const tempo::Tenant* before = nullptr;
  const tempo::Tenant* after = nullptr;

  [[nodiscard]] const tempo::Tenant& any() const { return after ? *after : *before; }
};

// The tenants of one text by name; the first where a name stands twice.
using TenantsByName = std::unordered_map<std::string_view, const tempo::Tenant*>;
[[nodiscard]] TenantsByName by_name(const std::vector<tempo::Tenant>& tenants);

// In the order of the new text, then those that went in the order of the old one.
[[nodiscard]] std::vector<TenantPair> pair_tenants(const std::vector<tempo::Tenant>& before,
                                                   const std::vector<tempo::Tenant>& after);

// Values of secret fields appear as "<redacted>".
[[nodiscard]] std::vector<TenantChange> changes_between(const std::vector<TenantPair>& pairs);

// Whether both are written alike and mean the same: an alias can change what an unchanged text
// says.
[[nodiscard]] bool is_unchanged(const tempo::Tenant& before, const tempo::Tenant& after);

}  // namespace tempo_admission::policy
