// The declared tenant list: tenants, access policies and tokens to be provisioned through the admin
// API (label tempo-admission.io/tenants, key tenants.yaml). Our own format; docs/policy.md
// describes it. Knows nothing of Kubernetes objects, rules or modes.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::tempo {

struct DeclaredTenantsSettings {
  std::vector<std::string> allowed_admin_policies;  // access policies that may carry scope "admin"
  std::vector<std::string>
      allowed_wildcard_policies;  // access policies that may have a realm with tenant "*"
  std::vector<std::string>
      secret_namespaces;  // where token Secrets may be written; empty: anywhere
  bool require_expiration = false;
  std::optional<std::chrono::seconds> max_lifetime;  // judged against `now`
  std::optional<std::chrono::sys_seconds>
      now;  // nothing: expiry is not compared (this room has no clock)
  yaml::Limits yaml;
  std::size_t max_diagnostics = 100;
};

// One part of the declaration: a key of the ConfigMap and its text. Parts are judged as one whole.
struct DeclaredTenantsPart {
  std::string key;
  std::string_view text;
};

struct DeclaredTenantsDiagnostic {
  std::string key;
  Diagnostic diagnostic;
};

struct DeclaredTenantsJudgement {
  std::vector<DeclaredTenantsDiagnostic> diagnostics;
  std::size_t more_diagnostics = 0;
  // The codes of those that are only counted: whoever makes errors of warnings looks at these too.
  std::set<std::string> unlisted_codes;
  std::vector<std::string> tenants;  // declared names, for the audit record
};

[[nodiscard]] DeclaredTenantsJudgement judge_declared_tenants(
    const std::vector<DeclaredTenantsPart>& parts, const DeclaredTenantsSettings& settings);

// A credential for each line of a text that has one, the first `most` of them, whatever the text
// is: it need not be a part.
[[nodiscard]] Diagnostics find_secrets_by_line(std::string_view text, std::size_t most);

}  // namespace tempo_admission::tempo
