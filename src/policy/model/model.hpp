// Everything that a policy says, compiled. Immutable once loaded, so threads may share it.
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

// Facts about Tempo that objects do not contain.
struct TempoSettings {
  std::optional<tempo::Version> from_flag;    // overrides everything
  std::optional<tempo::Version> from_policy;  // tempo.version, unless it is auto
  std::optional<tempo::Version> fallback;     // tempo.defaultVersion: for objects without a label
  // tempo.versions, ascending: what the operator runs; empty: not said.
  std::vector<tempo::Version> versions;
  std::vector<std::string> releases;  // the same as "3.0", also those that are not known here
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
  yaml::Limits text_limits = default_text_limits;  // for the files of one object under one rule
  std::uint64_t text_steps =
      default_text_steps;  // for the new files of a review, and again for the stored ones
  std::map<std::string, Severity, std::less<>> severities;  // by finding code
  std::vector<AnnotationRule> common_annotations;           // of every Service rule, after its own
  std::vector<ServiceRule> services;
  std::vector<TenantRule> tenants;
  std::vector<Policy::RuleName> rule_names;  // rules for Services, then for ConfigMaps
};

}  // namespace tempo_admission::policy
