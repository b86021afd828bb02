#include "policy/load/tenant_rule.hpp"

#include <array>

#include "policy/load/limits.hpp"
#include "tempo_admission/kube/annotations.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo unknown_version{
    .code = "policy/unknown-version",
    .effect = Effect::warning,
    .meaning = "an unknown version of Tempo; the nearest known one is used",
    .why = R"(
The policy names a version of Tempo that this release of tempo-admission does not know. Files are
judged for the nearest known version, which may be wrong about new fields.)",
    .bad = {{}, R"(
apiVersion: tempo-admission.io/v1alpha1
kind: Policy
tempo: {version: "9.0"})"},
    .good = {{}, R"(
apiVersion: tempo-admission.io/v1alpha1
kind: Policy
tempo: {version: "3.0"})"},
};

}  // namespace code

namespace {

constexpr std::int64_t most_tenants = 1'000'000;
constexpr std::int64_t most_percent = 100'000;
constexpr std::int64_t longest_lifetime_days = 36'500;

// ConfigMap keys: [-._a-zA-Z0-9]+, at most 253 (k8s.io/apimachinery IsConfigMapKey).
std::string data_key_fault(std::string_view key) {
  const bool is_good =
      !key.empty() && key.size() <= 253 && key != "." && key != ".." &&
      key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") ==
          key.npos;
  return is_good ? "" : "'" + std::string(key) + "' is not a valid key of a ConfigMap";
}

void read_keys(const Section& section, TenantRule& rule) {
  Report& report = section.report();
  const auto one = section.find("key");
  const auto many = section.find("keys");
  if (one && many) report.error(*many, code::bad_value, "write either key or keys, not both");
  if (!one && !many) (void)section.require("key");
  if (one) {
    if (auto key = read_string(*one, report)) {
      if (const auto fault = data_key_fault(*key); !fault.empty())
        report.error(*one, code::bad_value, fault);
      rule.keys.push_back(std::move(*key));
    }
  } else if (many) {
    rule.keys = read_strings(*many, report, data_key_fault);
    if (many->node.kind() == yaml::NodeKind::sequence && many->node.size() == 0)
      report.error(*many, code::bad_value, "must contain at least one key");
  }
}

MaximumChange read_maximum_change(const Place& place, Report& report) {
  const Section section(place, {"path", "percent", "tenants"}, report);
  MaximumChange change;
  if (const auto p = section.require("path"))
    change.path = read_field_path(*p, report).value_or("");
  if (const auto p = section.require("percent"))
    change.percent = read_integer(*p, 0, most_percent, report).value_or(0);
  if (const auto p = section.find("tenants")) change.tenants = read_strings(*p, report, glob_fault);
  return change;
}

ChangeRules read_changes(const Place& place, Report& report) {
  const Section section(place, {"immutable", "maxChange", "removalAnnotation"}, report);
  ChangeRules changes;
  if (const auto p = section.find("immutable"))
    for (const auto& item : read_list(*p, report))
      if (auto path = read_block_path(item, report)) changes.immutable.push_back(std::move(*path));
  if (const auto p = section.find("maxChange"))
    for (const auto& item : read_list(*p, report))
      changes.maximum.push_back(read_maximum_change(item, report));
  if (const auto p = section.find("removalAnnotation")) {
    changes.removal_annotation = read_string(*p, report).value_or("");
    if (const auto checked = kube::check_annotation_key(changes.removal_annotation); !checked)
      report.error(*p, code::bad_annotation_key, checked.error().message);
  }
  return changes;
}

tempo::DeclaredTenantsSettings read_declared(const Place& place, Report& report) {
  const Section section(place,
                        {"adminPolicies", "wildcardPolicies", "secretNamespaces",
                         "requireExpiration", "maxLifetimeDays"},
                        report);
  tempo::DeclaredTenantsSettings settings;
  if (const auto p = section.find("adminPolicies"))
    settings.allowed_admin_policies = read_strings(*p, report);
  if (const auto p = section.find("wildcardPolicies"))
    settings.allowed_wildcard_policies = read_strings(*p, report);
  if (const auto p = section.find("secretNamespaces"))
    settings.secret_namespaces = read_strings(*p, report);
  if (const auto p = section.find("requireExpiration"))
    settings.require_expiration = read_bool(*p, report).value_or(false);
  if (const auto p = section.find("maxLifetimeDays"))
    if (const auto days = read_integer(*p, 1, longest_lifetime_days, report))
      settings.max_lifetime = std::chrono::hours(24 * *days);
  return settings;
}

// Keys that apply to only one of the two formats.
void check_format(const Section& section, TenantFormat format) {
  const bool is_overrides = format == TenantFormat::overrides;
  for (const auto* key : {"limits", "forwarders", "tempoVersion"})
    if (const auto place = section.find(key); place && !is_overrides)
      section.report().error(*place, code::bad_value,
                             std::string(key) + " is only valid for the format overrides");
  if (const auto place = section.find("declared"); place && is_overrides)
    section.report().error(*place, code::bad_value,
                           "declared is only valid for the format tenants");
}

void read_judging(const Section& section, TenantRule& rule) {
  Report& report = section.report();
  if (const auto p = section.find("tempoVersion")) rule.tempo_version = read_version(*p, report);
  if (const auto p = section.find("limits")) rule.limits = read_limits(*p, report);
  if (const auto p = section.find("tenantIds")) rule.names = read_tenant_id_rules(*p, report);
  if (const auto p = section.find("maxTenants"))
    if (const auto most = read_integer(*p, 0, most_tenants, report))
      rule.max_tenants = static_cast<std::size_t>(*most);
  if (const auto p = section.find("forwarders")) rule.forwarders = read_strings(*p, report);
  if (const auto p = section.find("declared")) rule.declared = read_declared(*p, report);
}

void read_change_control(const Section& section, TenantRule& rule) {
  Report& report = section.report();
  if (const auto p = section.find("allowedChangers"))
    rule.allowed_changers = read_strings(*p, report, glob_fault);
  if (const auto p = section.find("changes")) rule.changes = read_changes(*p, report);
  if (const auto p = section.find("deleteProtection"))
    rule.delete_protection = read_bool(*p, report).value_or(false);
  if (const auto p = section.find("ratchet")) rule.ratchet = read_bool(*p, report).value_or(true);
}

}  // namespace

std::optional<tempo::Version> read_version(const Place& place, Report& report) {
  const auto text = read_string(place, report);
  if (!text) return std::nullopt;
  const auto parsed = tempo::parse_version(*text);
  if (!parsed) {
    report.error(place, code::bad_value, parsed.error().message, "for example \"3.0\"");
    return std::nullopt;
  }
  if (parsed->fit != tempo::ParsedVersion::Fit::known)
    report.warning(place, code::unknown_version,
                   "unknown Tempo version " + *text + "; using " +
                       std::string(tempo::to_string(parsed->version)) + " instead");
  return parsed->version;
}

TenantRule read_tenant_rule(const Place& place, const InheritedMode& inherited, Report& report) {
  const Section section(place, {"name",          "reason",
                                "mode",          "selector",
                                "namespaces",    "names",
                                "chart",         "operations",
                                "skipWhenLabel", "key",
                                "keys",          "format",
                                "tempoVersion",  "limits",
                                "tenantIds",     "maxTenants",
                                "forwarders",    "allowedChangers",
                                "changes",       "deleteProtection",
                                "ratchet",       "declared"},
                        report);
  TenantRule rule;
  auto head = read_head(section, inherited);
  rule.name = std::move(head.name);
  rule.reason = std::move(head.reason);
  rule.mode = head.mode;
  rule.filter = read_filter(
      section, {kube::Operation::create, kube::Operation::update, kube::Operation::remove});
  read_keys(section, rule);
  if (const auto p = section.require("format"))
    if (const auto word = read_choice(*p, {"overrides", "tenants"}, report))
      rule.format = static_cast<TenantFormat>(*word);
  check_format(section, rule.format);
  read_judging(section, rule);
  read_change_control(section, rule);
  return rule;
}

FindingList tenant_rule_findings() {
  static constexpr std::array list = {&code::unknown_version};
  return list;
}

}  // namespace tempo_admission::policy
