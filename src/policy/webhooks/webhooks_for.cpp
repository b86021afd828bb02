#include <optional>
#include <utility>

#include "policy/webhooks/rule_needs.hpp"
#include "tempo_admission/policy/webhooks.hpp"

namespace tempo_admission::policy {
namespace {

void widen(RuleNeeds& sum, const RuleNeeds& needs) {
  sum.operations |= needs.operations;
  sum.namespaces = unite(sum.namespaces, needs.namespaces);
  sum.labels = unite(sum.labels, needs.labels);
  sum.keys.insert(needs.keys.begin(), needs.keys.end());
}

Webhook webhook_for(const RuleNeeds& needs) {
  const auto& form = form_of(needs.kind);
  Webhook webhook{.name = form.name,
                  .resource = form.resource,
                  .operations = needs.operations,
                  .namespaces = selector_for({{namespace_name_label, needs.namespaces}}),
                  .objects = selector_for(needs.labels),
                  .conditions = {}};
  if (needs.keys.empty()) return webhook;
  if (auto expression = key_condition(needs.keys))
    webhook.conditions.push_back({form.condition, *std::move(expression)});
  return webhook;
}

}  // namespace

std::vector<Webhook> webhooks_for(const Policy& policy) {
  const auto rules = needs_of(policy.model());
  std::vector<Webhook> webhooks;
  for (const auto kind : webhook_kinds) {
    std::optional<RuleNeeds> sum;
    for (const auto& needs : rules) {
      if (needs.kind != kind) continue;
      if (sum)
        widen(*sum, needs);
      else
        sum = needs;
    }
    if (sum) webhooks.push_back(webhook_for(*sum));
  }
  return webhooks;
}

}  // namespace tempo_admission::policy
