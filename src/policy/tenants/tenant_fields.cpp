#include "policy/tenants/tenant_fields.hpp"

#include <algorithm>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::policy {
namespace {

constexpr std::size_t few = 24;  // linear search up to here: most tenants have fewer fields

// The path; of a header in lower case.
std::string key_of(std::string_view path) {
  return tempo::is_header_path(path) ? lower_case(path) : std::string(path);
}

// True also for "", the whole tenant.
bool is_at_or_above(std::string_view key, std::string_view path) {
  return path.size() >= key.size() && is_same_path(key, path.substr(0, key.size())) &&
         (key.empty() || path.size() == key.size() || path[key.size()] == '.');
}

}  // namespace

bool is_same_path(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  return a == b || (tempo::is_header_path(a) && tempo::is_header_path(b) &&
                    std::equal(a.begin(), a.end(), b.begin(),
                               [](char x, char y) { return to_lower(x) == to_lower(y); }));
}

TenantFields::TenantFields(const tempo::Tenant& tenant)
    : tenant_(tenant), unread_(tenant.unread_fields.begin(), tenant.unread_fields.end()) {
  std::sort(unread_.begin(), unread_.end());
  if (tenant.fields.size() <= few) return;
  by_path_.reserve(tenant.fields.size());
  for (const auto& field : tenant.fields) {
    std::string_view key = field.path;
    if (tempo::is_header_path(key)) key = header_keys_.emplace_back(lower_case(key));
    by_path_.push_back({key, &field});
  }
  std::stable_sort(by_path_.begin(), by_path_.end(),
                   [](const Entry& a, const Entry& b) { return a.key < b.key; });
}

const tempo::Field* TenantFields::find(std::string_view path) const {
  if (by_path_.empty() && !tempo::is_header_path(path)) return tenant_.field(path);
  if (by_path_.empty()) {
    for (const auto& field : tenant_.fields)
      if (is_same_path(field.path, path)) return &field;
    return nullptr;
  }
  const std::string key = key_of(path);
  const auto found = first_from(key);
  return found != by_path_.end() && found->key == key ? found->field : nullptr;
}

std::vector<TenantFields::Entry>::const_iterator TenantFields::first_from(
    std::string_view key) const {
  return std::lower_bound(
      by_path_.begin(), by_path_.end(), key,
      [](const Entry& entry, std::string_view wanted) { return entry.key < wanted; });
}

std::vector<const tempo::Field*> TenantFields::at_or_below(std::string_view path) const {
  std::vector<const tempo::Field*> found;
  const auto add = [&](const tempo::Field& field) {
    if (is_at_or_above(path, field.path)) found.push_back(&field);
  };
  if (by_path_.empty()) {
    for (const auto& field : tenant_.fields) add(field);
    std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) {
      return key_of(a->path) < key_of(b->path);
    });
  }
  const std::string key = key_of(path);
  for (auto at = first_from(key); at != by_path_.end() && at->key.starts_with(key); ++at)
    add(*at->field);
  const auto same_path = [](const auto* a, const auto* b) { return a->path == b->path; };
  found.erase(std::unique(found.begin(), found.end(), same_path), found.end());
  return found;
}

std::vector<const tempo::Field*> TenantFields::placeholders_of(std::string_view path) const {
  std::vector<const tempo::Field*> found;
  if (tenant_.placeholders.empty()) return found;
  const bool is_section = tempo::is_known_section(path);
  for (const auto& placeholder : tenant_.placeholders)
    if (is_at_or_above(placeholder.path, path) ||
        (is_section && is_at_or_above(path, placeholder.path)))
      found.push_back(&placeholder);
  return found;
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
