#include "policy/ratchet.hpp"

namespace tempo_admission::policy {

Ratchet::Ratchet(const RatchetView& view) : view_(view) {
  if (!view_.is_on) return;
  if (!view_.is_same_text) {
    before_ = by_name(view_.before.tenants);
    after_ = by_name(view_.after.tenants);
  }
  if (!view_.is_same_version)
    for (const auto& fault : view_.before.diagnostics) old_faults_.emplace(fault.code, fault.path);
}

bool Ratchet::is_old(const Diagnostic& fault) const {
  if (!view_.is_on) return false;
  // What the policy itself asks of tenants does not depend on the version.
  const bool depends_on_version = !fault.code.starts_with("tenants/");
  if (depends_on_version && !view_.is_same_version &&
      !old_faults_.contains({fault.code, fault.path}))
    return false;
  if (view_.is_same_text) return true;
  return !fault.stops_tempo() && is_in_unchanged_tenant(fault.path);
}

bool Ratchet::is_in_unchanged_tenant(std::string_view path) const {
  const auto* after = tenant_of(after_, path);
  if (!after) return false;
  const auto before = before_.find(after->name);
  return before != before_.end() && is_unchanged(*before->second, *after);
}

const tempo::Tenant* tenant_of(const TenantsByName& tenants, std::string_view path) {
  for (std::size_t end = path.size(); end != path.npos && end > 0;
       end = path.find_last_of(".[", end - 1)) {
    const auto found = tenants.find(path.substr(0, end));
    if (found != tenants.end()) return found->second;
  }
  return nullptr;
}

}  // namespace tempo_admission::policy
