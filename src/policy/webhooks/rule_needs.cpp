#include "policy/webhooks/rule_needs.hpp"

#include <algorithm>

namespace tempo_admission::policy {
namespace {

constexpr std::array<WebhookForm, webhook_kinds.size()> forms{
    {{"services.tempo-admission.io", "services", ""},
     {"overrides.tempo-admission.io", "configmaps", "has-overrides"},
     {"tenants.tempo-admission.io", "configmaps", "has-tenants"}}};

bool is_literal(const std::string& glob) {
  return glob.find_first_of("*?") == glob.npos;
}

// A name that cannot be a label's value cannot be a namespace's either.
std::set<std::string> names_in(const Globs& globs) {
  std::set<std::string> names;
  for (const auto& glob : globs)
    if (is_literal(glob) && kube::check_label_value(glob)) names.insert(glob);
  return names;
}

LabelDomain namespaces_of(const Model& model, const ObjectFilter& filter) {
  auto judged = all_but(names_in(model.exempt.namespaces));
  const auto& wanted = filter.namespaces;
  if (wanted.empty() || !std::ranges::all_of(wanted, is_literal)) return judged;
  return intersect(only(names_in(wanted)), judged);
}

std::bitset<kube::operation_count> operations_of(const TenantRule& rule) {
  auto operations = rule.filter.operations;
  if (!judges_deletion(rule)) operations.reset(static_cast<std::size_t>(kube::Operation::remove));
  return operations;
}

bool can_select(const RuleNeeds& needs) {
  return needs.operations.any() && !needs.namespaces.empty() &&
         std::ranges::none_of(needs.labels, [](const auto& label) { return label.second.empty(); });
}

}  // namespace

const WebhookForm& form_of(WebhookKind kind) {
  return forms[static_cast<std::size_t>(kind)];
}

std::vector<RuleNeeds> needs_of(const Model& model) {
  std::vector<RuleNeeds> all;
  const auto add = [&](const auto& rule, WebhookKind kind,
                       std::bitset<kube::operation_count> operations, DataKeys keys) {
    RuleNeeds needs{.rule = rule.name,
                    .kind = kind,
                    .operations = operations,
                    .namespaces = namespaces_of(model, rule.filter),
                    .namespace_globs = rule.filter.namespaces,
                    .labels = domains_of(rule.filter.selector),
                    .keys = std::move(keys)};
    if (rule.mode != Mode::off && can_select(needs)) all.push_back(std::move(needs));
  };
  for (const auto& rule : model.services)
    add(rule, WebhookKind::services, rule.filter.operations, {});
  for (const auto& rule : model.tenants)
    add(rule,
        rule.format == TenantFormat::overrides ? WebhookKind::overrides : WebhookKind::tenants,
        operations_of(rule), data_keys_for(rule.keys));
  return all;
}

}  // namespace tempo_admission::policy
