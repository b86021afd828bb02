// A compiled rule for ConfigMaps that contain tenants: which ones it selects, and what it requires
// of their tenants.
#pragma once

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy/model/object_filter.hpp"
#include "tempo_admission/policy/mode.hpp"
#include "tempo_admission/tempo/declared_tenants.hpp"
#include "tempo_admission/tempo/overrides.hpp"
#include "tempo_admission/tempo/version.hpp"

namespace tempo_admission::policy {

using Pattern = std::shared_ptr<const re2::RE2>;  // matched against the whole string

// One entry of `limits`: the allowed values of one field. Bounds are inclusive and in the unit in
// which Tempo reads the field.
struct Limit {
  std::string path;         // scoped, without the tenant
  bool is_section = false;  // the path is a block of fields: only `required` and `forbidden` apply
  Globs tenants;            // empty: every tenant, the wildcard too
  Globs except;
  // Values that Tempo expands from the environment pass unchecked.
  bool placeholders_allowed = false;
  std::optional<tempo::FieldValue> min;
  std::optional<tempo::FieldValue> max;
  std::vector<tempo::FieldValue> allowed;  // empty: anything
  Pattern pattern;
  bool required = false;
  bool forbidden = false;
  std::string reason;

  // A pattern alone judges the text as written.
  [[nodiscard]] bool refuses_placeholders() const {
    return !placeholders_allowed && (min || max || !allowed.empty() || required);
  }
};

enum class NameCharset : std::uint8_t { any, tempo, admin_api, dns_label };
enum class WildcardTenant : std::uint8_t { allowed, required, forbidden };

// Allowed tenant names. The wildcard "*" is not a name: only `wildcard` applies to it.
struct TenantNameRules {
  NameCharset charset = NameCharset::any;
  std::size_t min_length = 0;
  std::optional<std::size_t> max_length;
  Pattern pattern;
  std::vector<std::string> reserved;
  Globs allow;  // empty: every name
  Globs deny;
  WildcardTenant wildcard = WildcardTenant::allowed;
};

struct MaximumChange {
  std::string path;
  std::int64_t percent = 0;  // of the old value, up or down
  Globs tenants;
};

// What an UPDATE may do to existing tenants.
struct ChangeRules {
  std::vector<std::string> immutable;  // field paths
  std::vector<MaximumChange> maximum;
  std::string
      removal_annotation;  // on the new object, listing removed tenants; empty: not required
};

enum class TenantFormat : std::uint8_t { overrides, tenants };

struct TenantRule {
  std::string name;
  std::string reason;
  Mode mode = Mode::off;  // under the ceiling
  ObjectFilter filter;
  std::vector<std::string> keys;
  TenantFormat format = TenantFormat::overrides;
  std::optional<tempo::Version> tempo_version;
  std::vector<Limit> limits;
  TenantNameRules names;
  std::optional<std::size_t> max_tenants;
  std::vector<std::string> forwarders;
  Globs allowed_changers;  // empty: anybody
  ChangeRules changes;
  bool delete_protection = false;
  bool ratchet = true;
  tempo::DeclaredTenantsSettings declared;  // for the format "tenants"
};

// Only these keys ask anything of a deletion. Without them it is not judged, and DELETE need not be
// registered.
[[nodiscard]] inline bool judges_deletion(const TenantRule& rule) {
  return rule.delete_protection || !rule.allowed_changers.empty() ||
         !rule.changes.removal_annotation.empty();
}

}  // namespace tempo_admission::policy
