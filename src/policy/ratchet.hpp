// Tells an old fault from a new one: whoever changes something else is only told of the old ones.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "policy/tenant_changes.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

struct RatchetView {
  bool is_on = true;  // the policy says so, and there is a stored text
  bool is_same_text = false;
  bool is_same_version = false;
  const tempo::OverridesJudgement& before;  // of the stored text, by its own version
  const tempo::OverridesJudgement& after;
};

// A fault that Tempo refuses the file for, or dies of, is old only while the key's text is
// unchanged; any other while its tenant's block is. Where the version changes, it must have been a
// fault before.
class Ratchet {
 public:
  explicit Ratchet(const RatchetView& view);
  [[nodiscard]] bool is_old(const Diagnostic& fault) const;

 private:
  [[nodiscard]] bool is_in_unchanged_tenant(std::string_view path) const;

  RatchetView view_;
  TenantsByName before_;
  TenantsByName after_;
  std::set<std::pair<std::string_view, std::string_view>> old_faults_;  // code and path
};

// The tenant that a fault's path begins with; names may have dots in them. Null where there is
// none.
[[nodiscard]] const tempo::Tenant* tenant_of(const TenantsByName& tenants, std::string_view path);

}  // namespace tempo_admission::policy
