#include "policy/tenants/ratchet.hpp"

namespace tempo_admission::policy {

Ratchet::Ratchet(const RatchetView& view) : view_(view) {
  if (!view_.is_on) return;
  if (!view_.is_same_text) {
    before_ = by_name(view_.before.tenants);
  }
  if (!view_.is_same_version)
    for (const auto& fault : view_.before.diagnostics) old_faults_.emplace(fault.code, fault.path);
}

bool Ratchet::is_old(const Diagnostic& fault, const tempo::Tenant* tenant) const {
  if (!view_.is_on) return false;
  if (!fault.from_policy && !view_.is_same_version &&
      !old_faults_.contains({fault.code, fault.path}))
    return false;
  if (view_.is_same_text) return true;
  return !fault.stops_tempo() && is_in_unchanged_tenant(tenant);
}

bool Ratchet::is_old(const tempo::UnlistedFinding& finding) const {
  if (!view_.is_on || !view_.is_same_version) return false;
  if (view_.is_same_text) return true;
  if (finding.stops_tempo() || finding.tenant >= view_.after.tenants.size()) return false;
  return is_in_unchanged_tenant(&view_.after.tenants[finding.tenant]);
}

bool Ratchet::is_in_unchanged_tenant(const tempo::Tenant* after) const {
  if (!after) return false;
  const auto [known, is_new] = unchanged_.try_emplace(after, false);
  if (is_new) {
    const auto before = before_.find(after->name);
    known->second = before != before_.end() && is_unchanged(*before->second, *after);
  }
  return known->second;
}

}  // namespace tempo_admission::policy
