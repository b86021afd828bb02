// Distinguishes existing findings from new ones, so that a change elsewhere in the file is not
// denied for existing findings.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "policy/tenants/tenant_changes.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

struct RatchetView {
  bool is_on = true;  // enabled by the policy, and there is a stored file
  bool is_same_text = false;
  bool is_same_version = false;
  const tempo::OverridesJudgement& before;  // of the stored file, for its own version
  const tempo::OverridesJudgement& after;
};

// A finding that makes Tempo reject the file or crash is old only if the key's value is unchanged;
// any other, if its tenant is unchanged. If the Tempo version changed, it must also have been a
// finding before. The judgements in the view must outlive this.
class Ratchet {
 public:
  explicit Ratchet(const RatchetView& view);
  // `tenant` is the tenant in the new file that the finding belongs to; null if it concerns the
  // whole file. It is never derived from the path, because a tenant's name can imitate another
  // tenant's path.
  [[nodiscard]] bool is_old(const Diagnostic& fault, const tempo::Tenant* tenant) const;
  // The same for a finding without a description; it has no path, so it counts as new if the
  // version changed.
  [[nodiscard]] bool is_old(const tempo::UnlistedFinding& finding) const;

 private:
  [[nodiscard]] bool is_in_unchanged_tenant(const tempo::Tenant* after) const;

  RatchetView view_;
  TenantsByName before_;
  std::set<std::pair<std::string_view, std::string_view>> old_faults_;  // code and path
  mutable std::unordered_map<const tempo::Tenant*, bool> unchanged_;    // compared once each
};

}  // namespace tempo_admission::policy
