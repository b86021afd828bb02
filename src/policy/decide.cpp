#include "tempo_admission/policy/decide.hpp"

#include <algorithm>

#include "policy/answer/audit_annotations.hpp"
#include "policy/answer/caller_warnings.hpp"
#include "policy/answer/denial.hpp"
#include "policy/judge/config_map.hpp"
#include "policy/judge/service.hpp"
#include "policy/model/model.hpp"

namespace tempo_admission::policy {
namespace {

bool is_exempt(const Exemptions& exempt, const kube::AdmissionRequest& request) {
  return matches_any(exempt.namespaces, request.namespace_name) ||
         matches_any(exempt.users, request.username);
}

// Findings are collected per object, but people read them per rule.
void order_findings(const Policy& policy, Decision& decision) {
  const auto& names = policy.rules();
  const auto rank = [&](const Finding& finding) {
    return std::find_if(names.begin(), names.end(),
                        [&](const auto& rule) { return rule.name == finding.rule; });
  };
  std::stable_sort(decision.findings.begin(), decision.findings.end(),
                   [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
}

void note_would_deny(const Policy& policy, Decision& decision) {
  for (auto& hit : decision.rules)
    hit.would_deny = std::any_of(decision.findings.begin(), decision.findings.end(),
                                 [&](const Finding& finding) {
                                   return finding.what.severity == Severity::error &&
                                          finding.rule == policy.rules()[hit.rule].name;
                                 });
}

void conclude(const Policy& policy, const kube::AdmissionRequest& request, Decision& decision) {
  if (!decision.findings.empty()) {
    if (decision.rules.size() > 1) order_findings(policy, decision);
    note_would_deny(policy, decision);
    decision.denial = denial_of(decision, request);
    decision.allowed = !decision.denial;
    if (!decision.allowed) decision.patch.clear();
    decision.warnings = caller_warnings(decision.findings);
  }
  decision.audit_annotations = audit_annotations(decision, policy);
}

}  // namespace

Decision decide(const Policy& policy, kube::Phase phase, const kube::AdmissionRequest& request,
                std::optional<std::chrono::sys_seconds> now) {
  Decision decision;
  const Model& model = policy.model();
  if (!request.sub_resource.empty() || is_exempt(model.exempt, request)) return decision;
  if (request.is_core("Service")) {
    judge_service(model, phase, request, decision);
  } else if (request.is_core("ConfigMap")) {
    judge_config_map(model, request, now, decision);
  } else {
    return decision;
  }
  conclude(policy, request, decision);
  return decision;
}

}  // namespace tempo_admission::policy
