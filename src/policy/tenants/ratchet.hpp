// Tells an old fault from a new one: whoever changes something else is only told of the old ones.
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
  // `tenant` is the one of the new text whose block the fault is in; null for one of the whole
  // file. Never found by the fault's path: a tenant may be named so that its path reads like
  // another's.
  [[nodiscard]] bool is_old(const Diagnostic& fault, const tempo::Tenant* tenant) const;
  // The same for a finding that was not put into words; without its path, a finding of another
  // version counts as new.
  [[nodiscard]] bool is_old(const tempo::UnlistedFinding& finding) const;

 private:
  [[nodiscard]] bool is_in_unchanged_tenant(const tempo::Tenant* after) const;

  RatchetView view_;
  TenantsByName before_;
  std::set<std::pair<std::string_view, std::string_view>> old_faults_;  // code and path
  mutable std::unordered_map<const tempo::Tenant*, bool> unchanged_;    // compared once each
};

}  // namespace tempo_admission::policy
