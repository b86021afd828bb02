// The webhooks that a policy needs, and what a registered set of them would never send. Knows
// nothing of YAML or JSON.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/kube/label_selector.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::policy {

struct MatchCondition {
  std::string name;
  std::string expression;  // CEL
};

// What decides whether the API server sends an object. A registered webhook for several resources
// is one Webhook for each.
struct Webhook {
  std::string name;
  std::string resource;                           // "services" or "configmaps"
  std::bitset<kube::operation_count> operations;  // by kube::Operation
  kube::LabelSelector namespaces;                 // on the labels of the namespace
  kube::LabelSelector objects;
  std::vector<MatchCondition> conditions;
};

// Returns the webhooks for this policy, the same for both phases: at most one for Services, one for
// overrides and one for declared tenants. Together they send every request that a rule judges, and
// as few others as selectors and constant-cost expressions can tell apart. The namespace of the
// webhook itself is left out if the policy was loaded with it as exempt.
[[nodiscard]] std::vector<Webhook> webhooks_for(const Policy& policy);

struct RegisteredWebhooks {
  std::vector<Webhook> mutating;
  std::vector<Webhook> validating;
};

// Requests that a rule judges and that no registered webhook sends.
struct Unsent {
  std::string rule;
  bool for_services = false;
  kube::Phase phase = kube::Phase::validate;
  std::string why;  // "no webhook is called for DELETE of configmaps"
};

// Services need both phases, ConfigMaps the validating one, which is final. Errs on the safe side:
// a match condition that webhooks_for() would not write may hide anything.
[[nodiscard]] std::vector<Unsent> unsent_requests(const Policy& policy,
                                                  const RegisteredWebhooks& registered);

}  // namespace tempo_admission::policy
