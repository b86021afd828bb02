// The declared tenant list: tenants, access policies and tokens to be provisioned through the admin
// API (label tempo-admission.io/tenants, key tenants.yaml). The format is our own; see
// docs/policy.md. Knows nothing of Kubernetes objects, rules or modes. Pure: any thread may call
// these.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::tempo {

// What the operator allows, and limits.
struct DeclaredTenantsSettings {
  std::vector<std::string> allowed_admin_policies;  // access policies that may carry scope "admin"
  // Access policies that may have a realm with tenant "*".
  std::vector<std::string> allowed_wildcard_policies;
  // Where token Secrets may be written; empty: anywhere.
  std::vector<std::string> secret_namespaces;
  bool require_expiration = false;
  std::optional<std::chrono::seconds> max_lifetime;  // measured from `now`
  // nullopt: expiry is not checked, because this room has no clock.
  std::optional<std::chrono::sys_seconds> now;
  yaml::Limits yaml;
  std::size_t max_diagnostics = 100;
};

// One key of the ConfigMap and its value. Parts are judged as a whole.
struct DeclaredTenantsPart {
  std::string key;
  std::string_view text;
};

struct DeclaredTenantsDiagnostic {
  std::string key;
  Diagnostic diagnostic;
};

// Owns its strings.
struct DeclaredTenantsJudgement {
  // At most max_diagnostics, by part and then by position.
  std::vector<DeclaredTenantsDiagnostic> diagnostics;
  std::size_t more_diagnostics = 0;  // found, but not listed
  // The codes of findings that are only counted, for callers that turn warnings into errors.
  std::map<std::string, Severity> unlisted_codes;
  std::vector<std::string> tenants;  // declared names, for the audit record
};

// Total: any bytes, no exception but std::bad_alloc. `settings.yaml` bounds bytes and nodes of all
// parts together. A part that cannot be read is reported, and the others are still judged.
[[nodiscard]] DeclaredTenantsJudgement judge_declared_tenants(
    const std::vector<DeclaredTenantsPart>& parts, const DeclaredTenantsSettings& settings);

// Reports a credential for each line that contains one, up to `most` (at least 1). `text` may be
// anything, not only a part.
[[nodiscard]] Diagnostics find_secrets_by_line(std::string_view text, std::size_t most);

}  // namespace tempo_admission::tempo
