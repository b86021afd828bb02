#include "policy/tenants/tenant_changes.hpp"

#include <algorithm>

#include "policy/tenants/tenant_fields.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::policy {
namespace {

constexpr std::string_view unset = "(unset)";

// A name is repeated for every changed field; Tempo rejects longer ones.
constexpr std::size_t max_name_bytes = 256;

std::string recorded_name(std::string_view name) {
  return shortened_to_bytes(name, max_name_bytes);
}

bool same(const tempo::Field& a, const tempo::Field& b) {
  return a.path == b.path && a.value.value == b.value.value;
}

TenantChange change_of(const std::string& tenant, const std::string& field,
                       const tempo::Field* before, const tempo::Field* after) {
  return {.what = TenantChange::What::changed,
          .tenant = recorded_name(tenant),
          .field = field,
          .before = before ? before->value.text : std::string(unset),
          .after = after ? after->value.text : std::string(unset)};
}

void append_field_changes(const tempo::Tenant& before, const tempo::Tenant& after,
                          std::vector<TenantChange>& changes) {
  const TenantFields old_fields(before);
  const TenantFields new_fields(after);
  for (const auto& field : after.fields) {
    const auto* old = old_fields.find(field.path);
    if (!old || !same(*old, field))
      changes.push_back(change_of(after.name, field.path, old, &field));
  }
  for (const auto& field : before.fields)
    if (!new_fields.find(field.path))
      changes.push_back(change_of(after.name, field.path, &field, nullptr));
}

TenantChange whole(TenantChange::What what, const std::string& tenant) {
  return {.what = what, .tenant = recorded_name(tenant), .field = {}, .before = {}, .after = {}};
}

}  // namespace

TenantsByName by_name(const std::vector<tempo::Tenant>& tenants) {
  TenantsByName index;
  index.reserve(tenants.size());
  for (const auto& tenant : tenants) index.emplace(tenant.name, &tenant);
  return index;
}

std::vector<TenantPair> pair_tenants(const std::vector<tempo::Tenant>& before,
                                     const std::vector<tempo::Tenant>& after) {
  const auto old_ones = by_name(before);
  const auto new_ones = by_name(after);
  std::vector<TenantPair> pairs;
  pairs.reserve(after.size());
  for (const auto& tenant : after) {
    if (new_ones.at(tenant.name) != &tenant) continue;
    const auto old = old_ones.find(tenant.name);
    pairs.push_back({old == old_ones.end() ? nullptr : old->second, &tenant});
  }
  for (const auto& tenant : before)
    if (old_ones.at(tenant.name) == &tenant && !new_ones.contains(tenant.name))
      pairs.push_back({&tenant, nullptr});
  return pairs;
}

std::vector<TenantChange> changes_between(const std::vector<TenantPair>& pairs) {
  std::vector<TenantChange> changes;
  for (const auto& [before, after] : pairs) {
    if (!before)
      changes.push_back(whole(TenantChange::What::added, after->name));
    else if (!after)
      changes.push_back(whole(TenantChange::What::removed, before->name));
    else
      append_field_changes(*before, *after, changes);
  }
  return changes;
}

bool is_unchanged(const tempo::Tenant& before, const tempo::Tenant& after) {
  return before.block == after.block && std::equal(before.fields.begin(), before.fields.end(),
                                                   after.fields.begin(), after.fields.end(), same);
}

}  // namespace tempo_admission::policy
