#include "tempo_admission/policy/load_policy.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "policy/load/filter.hpp"
#include "policy/load/finding_codes.hpp"
#include "policy/load/policy_reader.hpp"
#include "policy/load/rule_conflicts.hpp"
#include "policy/load/service_rule.hpp"
#include "policy/load/tenant_rule.hpp"
#include "policy/model/model.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo duplicate_rule{
    .code = "policy/duplicate-rule",
    .effect = Effect::error,
    .meaning = "two rules with the same name",
    .why = R"(
Logs, metrics and audit annotations identify a rule by its name.)",
    .bad = {{}, R"(
apiVersion: tempo-admission.io/v1alpha1
kind: Policy
services:
- name: metrics
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  annotations: {example.com/team: tracing}
- name: metrics
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  annotations: {example.com/tier: backend})"},
    .good = {{}, R"(
apiVersion: tempo-admission.io/v1alpha1
kind: Policy
services:
- name: metrics
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  annotations: {example.com/team: tracing}
- name: tiers
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  annotations: {example.com/tier: backend})"},
};

}  // namespace code

namespace {

constexpr std::string_view api_version = "tempo-admission.io/v1alpha1";
constexpr yaml::Limits file_limits = {
    .max_bytes = 1U << 20, .max_nodes = 100'000, .max_depth = 100};
constexpr std::size_t most_rules = 1000;
constexpr std::int64_t most_replicas = 1000;

void expect(const Section& file, std::string_view key, std::string_view wanted) {
  const auto place = file.require(key);
  if (!place) return;
  const auto value = read_string(*place, file.report());
  if (value && *value != wanted)
    file.report().error(*place, code::bad_value,
                        "must be '" + std::string(wanted) + "', not '" + *value + "'");
}

void read_versions(const Place& place, TempoSettings& tempo, Report& report) {
  for (const auto& item : read_list(place, report)) {
    const auto version = read_version(item, report);
    if (!version) continue;
    tempo.versions.push_back(*version);
    tempo.releases.push_back(tempo::release_of(item.node.text()));
  }
  std::sort(tempo.versions.begin(), tempo.versions.end());
  tempo.versions.erase(std::unique(tempo.versions.begin(), tempo.versions.end()),
                       tempo.versions.end());
  if (place.node.kind() == yaml::NodeKind::sequence && place.node.size() == 0)
    report.error(place, code::bad_value, "must name at least one version");
}

TempoSettings read_tempo(const Place& place, Report& report) {
  const Section section(place,
                        {"version", "versions", "defaultVersion", "replicationFactor", "expandEnv",
                         "legacyOverrides", "forwarders"},
                        report);
  TempoSettings tempo;
  if (const auto p = section.find("version"); p && p->node.text() != "auto")
    tempo.from_policy = read_version(*p, report);
  if (const auto p = section.find("defaultVersion")) tempo.fallback = read_version(*p, report);
  if (const auto p = section.find("versions")) read_versions(*p, tempo, report);
  if (const auto p = section.find("replicationFactor"))
    tempo.replication_factor =
        static_cast<int>(read_integer(*p, 1, most_replicas, report).value_or(1));
  if (const auto p = section.find("expandEnv"))
    tempo.expand_env = read_bool(*p, report).value_or(false);
  if (const auto p = section.find("legacyOverrides"))
    tempo.legacy_overrides = read_bool(*p, report).value_or(false);
  if (const auto p = section.find("forwarders")) tempo.forwarders = read_strings(*p, report);
  return tempo;
}

Exemptions read_exempt(const std::optional<Place>& place, Report& report) {
  Exemptions exempt{.namespaces = {"kube-system"}, .users = {}};
  if (!place) return exempt;
  const Section section(*place, {"namespaces", "users"}, report);
  if (const auto p = section.find("namespaces"))
    exempt.namespaces = read_strings(*p, report, glob_fault);
  if (const auto p = section.find("users")) exempt.users = read_strings(*p, report, glob_fault);
  return exempt;
}

// The limits have an upper bound: without one, a single file could use all memory.
void read_text_limits(const Place& place, Model& model, Report& report) {
  auto& limits = model.text_limits;
  const Section section(place, {"bytes", "nodes", "depth", "steps"}, report);
  const auto read = [&](std::string_view key, std::int64_t most, auto& limit) {
    const auto value = section.find(key);
    const auto number = value ? read_integer(*value, 1, most, report) : std::nullopt;
    if (number) limit = static_cast<std::size_t>(*number);
  };
  read("bytes", 64 << 20, limits.max_bytes);
  read("nodes", 4'000'000, limits.max_nodes);
  read("depth", 10'000, limits.max_depth);
  read("steps", 1'000'000'000, model.text_steps);
}

void check_code(const Place& place, const std::string& name, Report& report) {
  if (const auto* code = find_code(name)) {
    if (code->stops_tempo)
      report.warning(place, code::bad_value,
                     "'" + name + "' is always an error: Tempo refuses such a file, or crashes");
    return;
  }
  std::vector<std::string_view> names;
  for (const auto& code : finding_codes()) names.push_back(code.name);
  report.error(place, code::bad_value,
               "unknown finding code '" + name + "'" + did_you_mean(name, names),
               "see docs/findings.md for all codes");
}

std::map<std::string, Severity, std::less<>> read_severities(const Place& place, Report& report) {
  std::map<std::string, Severity, std::less<>> severities;
  for (const auto& [code, code_place, value] : read_map(place, report)) {
    check_code(code_place, code, report);
    if (const auto word = read_choice(value, {"warning", "error"}, report))
      severities.emplace(code, *word == 0 ? Severity::warning : Severity::error);
  }
  return severities;
}

// Whoever may write ownerReferences can have the garbage collector delete an object.
void warn_of_exempt_garbage_collector(const Section& file, const Model& model, Report& report) {
  constexpr std::string_view collector =
      "system:serviceaccount:kube-system:generic-garbage-collector";
  const bool is_at_risk =
      std::any_of(model.tenants.begin(), model.tenants.end(), judges_deletion) &&
      matches_any(model.exempt.users, collector);
  if (const auto place = file.find("exempt"); place && is_at_risk)
    report.warning(*place, code::bad_value,
                   "the garbage collector is exempt: an ownerReference gets around "
                   "deleteProtection and allowedChangers");
}

class Loader {
 public:
  Loader(const yaml::Node& root, const LoadOptions& options)
      : options_(options),
        file_({root, ""},
              {"apiVersion", "kind", "mode", "tempo", "exempt", "textLimits", "severity",
               "commonAnnotations", "services", "tenants"},
              report_) {}

  Result<LoadedPolicy, Diagnostics> load() {
    expect(file_, "apiVersion", api_version);
    expect(file_, "kind", "Policy");
    inherited_.ceiling = options_.ceiling.value_or(Mode::enforce);
    if (const auto mode = file_.find("mode"))
      inherited_.mode = read_mode(*mode, report_).value_or(Mode::audit);
    read_settings();
    read_services();
    read_tenants();
    check_unique_names();
    if (report_.error_count() > 0) return tl::unexpected(report_.take_errors());
    warn_of_conflicts(*model_, service_places_, report_);
    warn_of_exempt_garbage_collector(file_, *model_, report_);
    return LoadedPolicy{Policy(std::move(model_)), report_.take_warnings()};
  }

 private:
  void read_settings() {
    if (const auto p = file_.find("tempo")) model_->tempo = read_tempo(*p, report_);
    model_->tempo.from_flag = options_.tempo_version;
    model_->exempt = read_exempt(file_.find("exempt"), report_);
    model_->exempt.namespaces.insert(model_->exempt.namespaces.end(),
                                     options_.exempt_namespaces.begin(),
                                     options_.exempt_namespaces.end());
    if (const auto p = file_.find("textLimits")) read_text_limits(*p, *model_, report_);
    if (const auto p = file_.find("severity")) model_->severities = read_severities(*p, report_);
    if (const auto p = file_.find("commonAnnotations"))
      model_->common_annotations = read_annotations(*p, options_, report_);
  }

  std::vector<Place> rule_places(std::string_view key) {
    const auto place = file_.find(key);
    if (!place) return {};
    auto places = read_list(*place, report_);
    if (places.size() <= most_rules) return places;
    report_.error(*place, code::bad_value,
                  "must have at most " + std::to_string(most_rules) + " rules");
    return {};
  }

  void read_services() {
    service_places_ = rule_places("services");
    for (const auto& place : service_places_) {
      const auto errors_before = report_.error_count();
      model_->services.push_back(read_service_rule(place, inherited_, options_, report_));
      const bool is_readable = report_.error_count() == errors_before;
      if (is_readable && model_->services.back().annotations.empty() &&
          model_->common_annotations.empty())
        report_.error(place, code::missing_key,
                      "the rule must have annotations, or the policy commonAnnotations");
    }
  }

  void read_tenants() {
    tenant_places_ = rule_places("tenants");
    for (const auto& place : tenant_places_)
      model_->tenants.push_back(read_tenant_rule(place, inherited_, report_));
  }

  void check_unique_names() {
    std::set<std::string_view> seen;
    const auto add = [&](const auto& rule, const Place& place, bool for_services) {
      if (!rule.name.empty() && !seen.insert(rule.name).second)
        report_.error(place, code::duplicate_rule, "duplicate rule name '" + rule.name + "'");
      model_->rule_names.push_back({rule.name, rule.mode, for_services});
    };
    for (std::size_t i = 0; i < model_->services.size(); ++i)
      add(model_->services[i], service_places_[i], true);
    for (std::size_t i = 0; i < model_->tenants.size(); ++i)
      add(model_->tenants[i], tenant_places_[i], false);
  }

  const LoadOptions& options_;
  Report report_;
  Section file_;
  InheritedMode inherited_;
  std::shared_ptr<Model> model_ = std::make_shared<Model>();
  std::vector<Place> service_places_;
  std::vector<Place> tenant_places_;
};

}  // namespace

Result<LoadedPolicy, Diagnostics> load_policy(std::string_view text, const LoadOptions& options) {
  const auto document = yaml::read(text, file_limits);
  if (!document) return tl::unexpected(Diagnostics{document.error()});
  if (!document->root())
    return tl::unexpected(
        Diagnostics{{.code = std::string(code::missing_key.code),
                     .message = "the file is empty",
                     .path = {},
                     .position = {1, 1},
                     .hint = "write one; 'tempo-admission policy default' prints an example"}});
  if (document->more_documents())
    return tl::unexpected(Diagnostics{{.code = std::string(code::bad_value.code),
                                       .message = "a policy file must contain one YAML document",
                                       .path = {},
                                       .position = document->root().position(),
                                       .hint = {}}});
  return Loader(document->root(), options).load();
}

FindingList policy_file_findings() {
  static constexpr std::array list = {&code::duplicate_rule};
  return list;
}

}  // namespace tempo_admission::policy
