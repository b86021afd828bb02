#include "policy/tenants/change_control.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "policy/model/limit_value.hpp"
#include "policy/tenants/tenant_fields.hpp"
#include "policy/tenants/tenant_findings.hpp"

namespace tempo_admission::policy {
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

std::string text_of(const tempo::Field* field) {
  return field ? field->value.text : "(unset)";
}

bool differ(const tempo::Field* a, const tempo::Field* b) {
  if (!a || !b) return a != b;
  return a->value.value != b->value.value;
}

Diagnostic change_fault(std::string_view code, const FieldsPair& pair, const std::string& path,
                        const std::string& what) {
  const auto* before = pair.before.find(path);
  const auto* after = pair.after.find(path);
  const bool is_present = after && after->value.position.known();
  return tenant_fault(code, path + " " + what + ": " + text_of(before) + " -> " + text_of(after),
                      pair.tenant.name + "." + path,
                      is_present ? after->value.position : pair.tenant.position);
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

// Removing a field changes it by 100 %; for a new field no percentage is defined.
bool changes_too_much(const MaximumChange& most, const FieldsPair& pair) {
  const auto before = number_of(pair.before.find(most.path));
  if (!before) return false;
  const double after = number_of(pair.after.find(most.path)).value_or(0);
  return std::abs(after - *before) * 100 > std::abs(*before) * static_cast<double>(most.percent);
}

void check_pair(const ChangeRules& rules, const FieldsPair& pair, Diagnostics& faults) {
  for (const auto& path : rules.immutable)
    if (differ(pair.before.find(path), pair.after.find(path)))
      faults.push_back(change_fault("tenants/immutable-field", pair, path, "must not change"));
  for (const auto& most : rules.maximum) {
    const bool is_meant = most.tenants.empty() || matches_any(most.tenants, pair.tenant.name);
    if (is_meant && changes_too_much(most, pair))
      faults.push_back(
          change_fault("tenants/change-too-large", pair, most.path,
                       "may change by at most " + std::to_string(most.percent) + " % at a time"));
  }
}

// We must not block the deletion of a namespace. The review does not carry the namespace; who
// deletes, and a deletion that has begun, it does.
bool is_being_taken_down(const kube::AdmissionRequest& request) {
  return request.username == namespace_controller ||
         !request.old_object.deletion_timestamp().empty();
}

Diagnostic caller_fault(std::string_view code, std::string message, std::string hint) {
  Diagnostic fault = tenant_fault(code, std::move(message), {}, {}, std::move(hint));
  fault.cause = Cause::caller;
  return fault;
}

}  // namespace

Diagnostics check_changer(const TenantRule& rule, const kube::AdmissionRequest& request) {
  // `check` does not know who will apply a manifest; the API server always sends a user name.
  const bool is_unknown = request.username.empty();
  if (rule.allowed_changers.empty() || is_unknown ||
      matches_any(rule.allowed_changers, request.username))
    return {};
  if (request.operation == kube::Operation::remove && is_being_taken_down(request)) return {};
  return {caller_fault("tenants/changer-not-allowed",
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
    faults.push_back(tenant_fault("tenants/removed", "tenant '" + tenant + "' would be removed",
                                  tenant, {},
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
      "tenants/delete-protected",
      "this ConfigMap is protected because it contains tenants: " + name_list(tenants),
      rule.changes.removal_annotation.empty()
          ? rule.reason
          : "list all of them in the annotation " + rule.changes.removal_annotation + " first")};
}

}  // namespace tempo_admission::policy
