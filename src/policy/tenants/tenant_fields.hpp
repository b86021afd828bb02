// The fields of one tenant by path, and the position to report for a field that is not set.
#pragma once

#include <string_view>
#include <vector>

#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

// Views the tenant, which must outlive it. Building it takes O(n log n) in the number of fields.
class TenantFields {
 public:
  explicit TenantFields(const tempo::Tenant& tenant);

  // Returns null if the field is not set or its value could not be read; the first field if the
  // path is duplicated.
  [[nodiscard]] const tempo::Field* find(std::string_view path) const;
  // Returns true if the field has a value that could not be read: it is invalid, or Tempo expands
  // it from the environment.
  [[nodiscard]] bool is_unread(std::string_view path) const;
  // For "ingestion.rate_limit_bytes", the position of the tenant's key "ingestion", else of the
  // tenant's name.
  [[nodiscard]] Position nearest_key(std::string_view path) const;

 private:
  const tempo::Tenant& tenant_;
  std::vector<const tempo::Field*> by_path_;  // empty where the fields are few
  std::vector<std::string_view> unread_;      // sorted
};

}  // namespace tempo_admission::policy
