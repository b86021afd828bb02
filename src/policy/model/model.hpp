// Everything that a policy says, compiled. What is in here never changes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policy/model/service_rule.hpp"
#include "policy/model/tenant_rule.hpp"
#include "policy/model/text_limits.hpp"
#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::policy {

// What cannot be seen from an object.
struct TempoSettings {
  std::optional<tempo::Version> from_flag;    // beats everything
  std::optional<tempo::Version> from_policy;  // tempo.version, where it is not auto
  tempo::Version fallback = tempo::Version::v3_0;
  int replication_factor = 1;
  bool expand_env = false;
  bool legacy_overrides = false;
  std::vector<std::string> forwarders;
};

struct Exemptions {
  Globs namespaces;
  Globs users;
};

struct Model {
  TempoSettings tempo;
  Exemptions exempt;
  yaml::Limits text_limits = default_text_limits;  // of the texts of one object under one rule
  std::uint64_t text_steps = default_text_steps;   // of the new texts of a review; the stored alike
  std::map<std::string, Severity, std::less<>> severities;  // by finding code
  std::vector<AnnotationRule> common_annotations;  // of every rule for Services, after its own
  std::vector<ServiceRule> services;
  std::vector<TenantRule> tenants;
  std::vector<Policy::RuleName> rule_names;  // the Services' rules, then the ConfigMaps'
};

}  // namespace tempo_admission::policy
