#include "policy/judge/config_map.hpp"

#include <algorithm>

#include "policy/finding_lists.hpp"
#include "policy/judge/config_map_text.hpp"
#include "policy/judge/declared_tenants.hpp"
#include "policy/judge/new_owner.hpp"
#include "policy/judge/overrides.hpp"
#include "tempo_admission/tempo/findings.hpp"

namespace tempo_admission::policy {
namespace {

// Client-side apply stores the whole object in one annotation, and annotations are limited to 256
// KiB; a ConfigMap's data is limited to 1 MiB. The whole object is measured, because the unpacked
// length of a gzipped file does not count.
constexpr std::size_t apply_limit_bytes = 256U << 10;
constexpr std::size_t data_limit_bytes = 1U << 20;

bool is_near(std::size_t bytes, std::size_t limit) {
  return bytes > limit / 10 * 9;
}

bool holds_any_key(const TenantRule& rule, const kube::Object& object) {
  return std::any_of(rule.keys.begin(), rule.keys.end(),
                     [&](const std::string& key) { return holds_key(object, key); });
}

bool is_under(const TenantRule& rule, const kube::Object& object,
              const kube::AdmissionRequest& request) {
  return object.present() && selects(rule.filter, object, request) && holds_any_key(rule, object);
}

void check_size(const ConfigMapUnderRule& config_map, TenantFindings& findings) {
  const auto& object = config_map.request.object;
  const auto bytes = object.data().total_bytes() + object.binary_data().total_bytes() * 3 / 4;
  const auto& key = config_map.rule.keys.front();
  const auto note = [&](const FindingInfo& info, const std::string& limit, std::string hint) {
    auto what = tenant_fault(info, "the data takes " + std::to_string(bytes) + " bytes; " + limit,
                             {}, {}, std::move(hint));
    what.severity = Severity::warning;
    findings.note(key, std::move(what));
  };
  if (is_near(bytes, data_limit_bytes))
    note(tempo::code::configmap_limit, "a ConfigMap can hold 1048576",
         "store it in binaryData as overrides.yaml.gz, which Tempo also reads");
  else if (is_near(bytes, apply_limit_bytes))
    note(tempo::code::apply_limit, "client-side kubectl apply fails near 262144",
         "use kubectl apply --server-side, which has no such limit");
}

bool judges(const TenantRule& rule, kube::Operation operation) {
  if (rule.mode == Mode::off || !covers(rule.filter, operation)) return false;
  return operation != kube::Operation::remove || judges_deletion(rule);
}

void judge_rule(const ConfigMapUnderRule& config_map, TenantFindings& findings,
                TempoVerdict& verdict, Decision& decision) {
  if (config_map.rule.format == TenantFormat::tenants)
    return judge_declared_rule(config_map, findings, decision);
  if (config_map.is_selected) check_size(config_map, findings);
  judge_overrides_rule(config_map, findings, verdict, decision);
}

// A budget that is spent must not hide tenants from the protection.
void check_unread_tenants(const ConfigMapUnderRule& config_map, TenantFindings& findings) {
  const auto& rule = config_map.rule;
  if (!rule.delete_protection || !config_map.effort.for_stored.is_spent()) return;
  findings.note(rule.keys.front(),
                caller_fault(code::delete_protected,
                             "this ConfigMap is protected, and its tenants are too costly to read",
                             rule.reason));
}

// A new owner is judged as the deletion that it can cause. What the update itself is refused for is
// not repeated.
void judge_new_owner(const ConfigMapUnderRule& config_map, Decision& decision) {
  const auto request = deletion_by_owner(config_map.request);
  const ConfigMapUnderRule deleted{.model = config_map.model,
                                   .rule = config_map.rule,
                                   .request = request,
                                   .effort = config_map.effort,
                                   .now = config_map.now,
                                   .was_selected = true,
                                   .is_selected = false};
  TenantFindings findings(config_map.model, config_map.rule);
  TempoVerdict verdict;
  Decision unused;
  judge_rule(deleted, findings, verdict, unused);
  check_unread_tenants(deleted, findings);
  for (auto& finding : findings.take()) {
    const bool is_known =
        std::any_of(decision.findings.begin(), decision.findings.end(), [&](const Finding& known) {
          return known.rule == finding.rule && known.what.code == finding.what.code;
        });
    if (is_known) continue;
    finding.what.message = "a new ownerReference can delete it: " + finding.what.message;
    decision.findings.push_back(std::move(finding));
  }
}

}  // namespace

void judge_config_map(const Model& model, const kube::AdmissionRequest& request,
                      std::optional<std::chrono::sys_seconds> now, Decision& decision) {
  TempoVerdict verdict;
  TextEffort effort(model);
  const bool is_gone = request.operation == kube::Operation::remove;
  for (std::size_t i = 0; i < model.tenants.size(); ++i) {
    const auto& rule = model.tenants[i];
    if (!judges(rule, request.operation)) continue;
    const ConfigMapUnderRule config_map{
        .model = model,
        .rule = rule,
        .request = request,
        .effort = effort,
        .now = now,
        .was_selected = is_under(rule, request.old_object, request),
        .is_selected = !is_gone && is_under(rule, request.object, request)};
    if (!config_map.was_selected && !config_map.is_selected) continue;

    decision.rules.push_back({.rule = model.services.size() + i, .mode = rule.mode});
    TenantFindings findings(model, rule);
    judge_rule(config_map, findings, verdict, decision);
    for (auto& finding : findings.take()) decision.findings.push_back(std::move(finding));
    if (config_map.was_selected && judges_deletion(rule) && gains_owner(request))
      judge_new_owner(config_map, decision);
  }
  decision.tempo_accepts = verdict.accepts.value();
  decision.tempo_runs = verdict.runs.value();
}

}  // namespace tempo_admission::policy
