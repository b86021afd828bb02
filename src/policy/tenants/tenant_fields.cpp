#include "policy/tenants/tenant_fields.hpp"

#include <algorithm>

namespace tempo_admission::policy {
namespace {

constexpr std::size_t few = 24;  // linear search up to here: most tenants have fewer fields

bool is_at_or_above(std::string_view key, std::string_view path) {
  return path.starts_with(key) && (path.size() == key.size() || path[key.size()] == '.');
}

}  // namespace

TenantFields::TenantFields(const tempo::Tenant& tenant)
    : tenant_(tenant), unread_(tenant.unread_fields.begin(), tenant.unread_fields.end()) {
  std::sort(unread_.begin(), unread_.end());
  if (tenant.fields.size() <= few) return;
  by_path_.reserve(tenant.fields.size());
  for (const auto& field : tenant.fields) by_path_.push_back(&field);
  std::stable_sort(by_path_.begin(), by_path_.end(),
                   [](const auto* a, const auto* b) { return a->path < b->path; });
}

const tempo::Field* TenantFields::find(std::string_view path) const {
  if (by_path_.empty()) return tenant_.field(path);
  const auto found = std::lower_bound(
      by_path_.begin(), by_path_.end(), path,
      [](const auto* field, std::string_view wanted) { return field->path < wanted; });
  return found != by_path_.end() && (*found)->path == path ? *found : nullptr;
}

bool TenantFields::is_unread(std::string_view path) const {
  return std::binary_search(unread_.begin(), unread_.end(), path);
}

Position TenantFields::nearest_key(std::string_view path) const {
  const tempo::WrittenKey* nearest = nullptr;
  for (const auto& key : tenant_.written_keys)
    if (is_at_or_above(key.path, path) && (!nearest || key.path.size() > nearest->path.size()))
      nearest = &key;
  return nearest ? nearest->position : tenant_.position;
}

}  // namespace tempo_admission::policy
