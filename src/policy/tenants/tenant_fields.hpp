// The fields of one tenant by path, where names of HTTP headers have no case, and the position to
// report for a field that is not set.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::policy {

// Views the tenant, which must outlive it. Building it takes O(n log n) in the number of fields.
class TenantFields {
 public:
  explicit TenantFields(const tempo::Tenant& tenant);
  TenantFields(const TenantFields&) = delete;  // the keys are views of its own strings
  TenantFields& operator=(const TenantFields&) = delete;

  // Returns null if the field is not set, its value could not be read, or Tempo expands it from the
  // environment; the first field if the path is duplicated.
  [[nodiscard]] const tempo::Field* find(std::string_view path) const;
  // The field and, if it is a map or a section, everything in it. Values that a merge key brings to
  // a path that is set already are left out.
  [[nodiscard]] std::vector<const tempo::Field*> at_or_below(std::string_view path) const;
  // What Tempo expands from the environment to this field or to a block that may contain it; of a
  // section, also to fields in it.
  [[nodiscard]] std::vector<const tempo::Field*> placeholders_of(std::string_view path) const;
  // Returns true if the field has a value that is invalid.
  [[nodiscard]] bool is_unread(std::string_view path) const;
  // For "ingestion.rate_limit_bytes", the position of the tenant's key "ingestion", else of the
  // tenant's name.
  [[nodiscard]] Position nearest_key(std::string_view path) const;

 private:
  // Comparing without case is slow: it is done once for each field.
  struct Entry {
    std::string_view key;  // the path; of a header in lower case
    const tempo::Field* field;
  };

  [[nodiscard]] std::vector<Entry>::const_iterator first_from(std::string_view key) const;

  const tempo::Tenant& tenant_;
  std::deque<std::string> header_keys_;
  std::vector<Entry> by_path_;            // sorted by key; empty where the fields are few
  std::vector<std::string_view> unread_;  // sorted
};

// True for the same field: names of HTTP headers are equal if they differ only in case.
[[nodiscard]] bool is_same_path(std::string_view a, std::string_view b);

}  // namespace tempo_admission::policy
