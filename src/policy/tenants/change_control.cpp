#include "policy/tenants/change_control.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "policy/finding_lists.hpp"
#include "policy/model/limit_value.hpp"
#include "policy/tenants/tenant_fields.hpp"
#include "policy/tenants/tenant_findings.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo immutable_field{
    .code = "tenants/immutable-field",
    .effect = Effect::error,
    .meaning = "`changes.immutable`: a field that must not change",
    .why = R"(
The policy says that this field stays as it is once the tenant exists, set or unset.)",
    .bad = {{}, R"(
# the rule
changes: {immutable: [compaction.block_retention]}
---
# the file before
overrides:
  team-a:
    compaction: {block_retention: 336h}
---
# the file
overrides:
  team-a:
    compaction: {block_retention: 24h})"},
    .good = {{}, R"(
# the rule
changes: {immutable: [compaction.block_retention]}
---
# the file before
overrides:
  team-a:
    compaction: {block_retention: 336h}
---
# the file
overrides:
  team-a:
    compaction: {block_retention: 336h})"},
};

constexpr FindingInfo change_too_large{
    .code = "tenants/change-too-large",
    .effect = Effect::error,
    .meaning = "`changes.maxChange`: a value changes by more than the policy allows at once",
    .why = R"(
A large change in one step is usually a typo. Change the value in several steps. NaN and a value from
the environment exceed every percentage.)",
    .bad = {{}, R"(
# the rule
changes: {maxChange: [{path: ingestion.rate_limit_bytes, percent: 50}]}
---
# the file before
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 90000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
changes: {maxChange: [{path: ingestion.rate_limit_bytes, percent: 50}]}
---
# the file before
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 45000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo removed{
    .code = "tenants/removed",
    .effect = Effect::error,
    .meaning =
        "`changes.removalAnnotation`: a tenant is removed without the annotation that announces it",
    .why = R"(
A tenant that is lost in a bad merge gets Tempo's defaults at the next reload. The annotation that
the policy names must list the tenant first (separated by commas).)",
    .bad = {{}, R"(
# the rule
changes: {removalAnnotation: example.com/remove-tenants}
---
# the file before
overrides:
  team-a: {ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}}
  team-b: {ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}}
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
changes: {removalAnnotation: example.com/remove-tenants}
---
# the file before
overrides:
  team-a: {ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}}
  team-b: {ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}}
---
# the file
overrides:
  team-a: {ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}}
  team-b: {ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}})"},
};

constexpr FindingInfo changer_not_allowed{
    .code = "tenants/changer-not-allowed",
    .effect = Effect::error,
    .cause = Cause::caller,
    .meaning = "`allowedChangers`: this user may not change these tenants",
    .why = R"(
The policy lists who may change these tenants in `allowedChangers`; everybody else is refused with
403. `check` does not know who will apply a manifest, so it skips this rule.)",
};

constexpr FindingInfo delete_protected{
    .code = "tenants/delete-protected",
    .effect = Effect::error,
    .cause = Cause::caller,
    .meaning = "`deleteProtection`: deleting a ConfigMap that contains tenants",
    .why = R"(
The ConfigMap contains tenants and the rule has `deleteProtection`. Deleting it, emptying it, or
removing the label or the key that puts it under the rule, is refused with 403, unless the removal
annotation names all of its tenants.)",
};

constexpr FindingInfo leaves_rule{
    .code = "configmap/leaves-rule",
    .effect = Effect::error,
    .cause = Cause::caller,
    .meaning = "an update takes the labels or the key away from a ConfigMap and keeps the file",
    .why = R"(
Tempo mounts a ConfigMap by name, so it still reads the file, which no rule would check any more.
Keep the labels and the key, or remove the file as well. `allowedChangers`, where set, may do it, and
so may anybody once `removalAnnotation` on the new object names every tenant; everybody else is
refused with 403.)",
};

}  // namespace code

namespace {

constexpr std::string_view namespace_controller =
    "system:serviceaccount:kube-system:namespace-controller";

std::string name_list(const std::vector<std::string>& names) {
  constexpr std::size_t most_names = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i)
    list += (list.empty() ? "" : ", ") + names[i];
  if (names.size() > most_names)
    list += " and " + std::to_string(names.size() - most_names) + " more";
  return list;
}

// The names in an annotation's value, separated by commas or white space.
std::unordered_set<std::string_view> names_in(std::string_view list) {
  constexpr std::string_view separators = ", \t\r\n";
  std::unordered_set<std::string_view> names;
  for (auto start = list.find_first_not_of(separators); start != list.npos;
       start = list.find_first_not_of(separators)) {
    list.remove_prefix(start);
    const auto name = list.substr(0, list.find_first_of(separators));
    names.insert(name);
    list.remove_prefix(name.size());
  }
  return names;
}

std::vector<std::string> not_announced(const ChangeRules& rules,
                                       const std::vector<std::string>& removed,
                                       const kube::Object& annotated) {
  const auto announced =
      names_in(annotated.annotations().find(rules.removal_annotation).value_or(""));
  std::vector<std::string> missing;
  for (const auto& tenant : removed)
    if (!announced.contains(tenant)) missing.push_back(tenant);
  return missing;
}

// The fields of a tenant before and after.
struct FieldsPair {
  explicit FieldsPair(const TenantPair& pair)
      : tenant(*pair.after), before(*pair.before), after(*pair.after) {}
  const tempo::Tenant& tenant;
  TenantFields before;
  TenantFields after;
};

using Fields = std::vector<const tempo::Field*>;

Fields all_of(const TenantFields& fields, std::string_view path) {
  auto all = fields.at_or_below(path);
  const auto unknown = fields.placeholders_of(path);
  all.insert(all.end(), unknown.begin(), unknown.end());
  return all;
}

// A map is compared by its entries.
bool is_same(const tempo::Field* a, const tempo::Field* b) {
  return is_same_path(a->path, b->path) &&
         (a->value.is_map ? b->value.is_map : a->value.value == b->value.value);
}

std::string text_of(const Fields& all) {
  if (all.empty()) return "(unset)";
  if (all.size() > 1) return "(several values)";
  const auto& value = all.front()->value;
  return value.has_placeholder ? "(from the environment)" : value.text;
}

Diagnostic change_fault(const FindingInfo& info, const FieldsPair& pair, const std::string& path,
                        const std::string& what) {
  const auto before = all_of(pair.before, path);
  const auto after = all_of(pair.after, path);
  const bool is_present = !after.empty() && after.front()->value.position.known();
  return tenant_fault(info, path + " " + what + ": " + text_of(before) + " -> " + text_of(after),
                      pair.tenant.name + "." + path,
                      is_present ? after.front()->value.position : pair.tenant.position);
}

bool differ(const FieldsPair& pair, std::string_view path) {
  const auto before = all_of(pair.before, path);
  const auto after = all_of(pair.after, path);
  return !std::equal(before.begin(), before.end(), after.begin(), after.end(), is_same);
}

std::optional<double> number_of(const tempo::Field* field) {
  if (!field) return std::nullopt;
  return std::visit(
      [](const auto& value) -> std::optional<double> {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>)
          return static_cast<double>(value);
        else
          return std::nullopt;
      },
      field->value.value);
}

// Removing a field changes it by 100 %; for a new field no percentage is defined. What the
// environment provides may be any number, and so may NaN.
bool changes_too_much(const MaximumChange& most, const FieldsPair& pair) {
  const auto before = number_of(pair.before.find(most.path));
  if (!before) return false;
  if (!pair.after.placeholders_of(most.path).empty()) return true;
  const double after = number_of(pair.after.find(most.path)).value_or(0);
  const bool is_unchanged = after == *before || (std::isnan(after) && std::isnan(*before));
  const auto allowed = std::abs(*before) * static_cast<double>(most.percent);
  return !is_unchanged && !(std::abs(after - *before) * 100 <= allowed);
}

void check_pair(const ChangeRules& rules, const FieldsPair& pair, Diagnostics& faults) {
  for (const auto& path : rules.immutable)
    if (differ(pair, path))
      faults.push_back(change_fault(code::immutable_field, pair, path, "must not change"));
  for (const auto& most : rules.maximum) {
    const bool is_meant = most.tenants.empty() || matches_any(most.tenants, pair.tenant.name);
    if (is_meant && changes_too_much(most, pair))
      faults.push_back(
          change_fault(code::change_too_large, pair, most.path,
                       "may change by at most " + std::to_string(most.percent) + " % at a time"));
  }
}

// We must not block the deletion of a namespace. The review does not carry the namespace; who
// deletes, and a deletion that has begun, it does.
bool is_being_taken_down(const kube::AdmissionRequest& request) {
  return request.username == namespace_controller ||
         !request.old_object.deletion_timestamp().empty();
}

// `check` does not know who will apply a manifest; the API server always sends a user name.
bool is_allowed_changer(const TenantRule& rule, const kube::AdmissionRequest& request) {
  return request.username.empty() || matches_any(rule.allowed_changers, request.username);
}

bool may_leave(const TenantRule& rule, const std::optional<std::vector<std::string>>& tenants,
               const kube::AdmissionRequest& request) {
  if (!rule.allowed_changers.empty() && is_allowed_changer(rule, request)) return true;
  const auto& annotation = rule.changes.removal_annotation;
  return !annotation.empty() && tenants && request.object.annotations().contains(annotation) &&
         not_announced(rule.changes, *tenants, request.object).empty();
}

}  // namespace

Diagnostics check_changer(const TenantRule& rule, const kube::AdmissionRequest& request) {
  if (rule.allowed_changers.empty() || is_allowed_changer(rule, request)) return {};
  if (request.operation == kube::Operation::remove && is_being_taken_down(request)) return {};
  return {caller_fault(code::changer_not_allowed,
                       "'" + std::string(request.username) + "' may not change these tenants",
                       rule.reason)};
}

Diagnostics check_field_changes(const ChangeRules& rules, const std::vector<TenantPair>& pairs) {
  Diagnostics faults;
  if (rules.immutable.empty() && rules.maximum.empty()) return faults;
  for (const auto& pair : pairs)
    if (pair.before && pair.after) check_pair(rules, FieldsPair(pair), faults);
  return faults;
}

Diagnostics check_removals(const ChangeRules& rules, const std::vector<std::string>& removed,
                           const kube::Object& annotated) {
  if (rules.removal_annotation.empty()) return {};
  Diagnostics faults;
  for (const auto& tenant : not_announced(rules, removed, annotated))
    faults.push_back(tenant_fault(code::removed, "tenant '" + tenant + "' would be removed", tenant,
                                  {},
                                  "to allow it, annotate the ConfigMap first with " +
                                      rules.removal_annotation + ": " + tenant));
  return faults;
}

Diagnostics check_deletion(const TenantRule& rule, const std::vector<std::string>& tenants,
                           const kube::AdmissionRequest& request) {
  if (!rule.delete_protection || tenants.empty() || is_being_taken_down(request)) return {};
  const auto& announced_on = request.object.present() ? request.object : request.old_object;
  const bool is_announced = !rule.changes.removal_annotation.empty() &&
                            not_announced(rule.changes, tenants, announced_on).empty();
  if (is_announced) return {};
  return {caller_fault(
      code::delete_protected,
      "this ConfigMap is protected because it contains tenants: " + name_list(tenants),
      rule.changes.removal_annotation.empty()
          ? rule.reason
          : "list all of them in the annotation " + rule.changes.removal_annotation + " first")};
}

Diagnostics check_leaving(const TenantRule& rule,
                          const std::optional<std::vector<std::string>>& tenants,
                          const kube::AdmissionRequest& request) {
  if (may_leave(rule, tenants, request)) return {};
  const auto& annotation = rule.changes.removal_annotation;
  return {caller_fault(
      code::leaves_rule, "the file stays, but rule '" + rule.name + "' would no longer check it",
      annotation.empty()
          ? "keep the labels and the key, or remove the file as well"
          : "keep the labels and the key, or name every tenant in the annotation " + annotation)};
}

FindingList change_findings() {
  static constexpr std::array list = {&code::immutable_field,  &code::change_too_large,
                                      &code::removed,          &code::changer_not_allowed,
                                      &code::delete_protected, &code::leaves_rule};
  return list;
}

}  // namespace tempo_admission::policy
