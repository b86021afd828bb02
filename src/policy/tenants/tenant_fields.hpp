// The fields of one tenant by path, and where to point for one that is not set.
#pragma once

#include <string_view>
#include <vector>

#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

// Views the tenant, which has to outlive it. Any number of look-ups costs n log n in the fields.
class TenantFields {
 public:
  explicit TenantFields(const tempo::Tenant& tenant);

  // null where the field is not set, or its value could not be read. Of two fields with one path
  // the first.
  [[nodiscard]] const tempo::Field* find(std::string_view path) const;
  // The field has a value that could not be read: it is wrong, or the environment will give it.
  [[nodiscard]] bool is_unread(std::string_view path) const;
  // For "ingestion.rate_limit_bytes" the tenant's key "ingestion", else the tenant's own key.
  [[nodiscard]] Position nearest_key(std::string_view path) const;

 private:
  const tempo::Tenant& tenant_;
  std::vector<const tempo::Field*> by_path_;  // empty where the fields are few
  std::vector<std::string_view> unread_;      // sorted
};

}  // namespace tempo_admission::policy
