#include <algorithm>

#include "policy/webhooks/rule_needs.hpp"
#include "tempo_admission/policy/webhooks.hpp"

namespace tempo_admission::policy {
namespace {

using Operations = std::bitset<kube::operation_count>;

std::string list_of(const Operations& operations) {
  std::string list;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (!operations.test(i)) continue;
    if (!list.empty()) list += ", ";
    list += kube::to_string(static_cast<kube::Operation>(i));
  }
  return list;
}

// Namespaces that the selector leaves out may be ones that no glob of the policy lets the rule see.
bool sends_namespaces(const Model& model, const RuleNeeds& needs, const Webhook& webhook) {
  const auto is_judged = [&](const std::string& name) {
    return !matches_any(model.exempt.namespaces, name) &&
           (needs.namespace_globs.empty() || matches_any(needs.namespace_globs, name));
  };
  for (const auto& [key, domain] : domains_of(webhook.namespaces)) {
    if (key != namespace_name_label) return false;
    auto sent = domain;
    sent.absent = true;  // every namespace has this label
    if (sent.kind == LabelDomain::Values::all_but)
      std::erase_if(sent.values, [&](const auto& name) { return !is_judged(name); });
    if (!contains(sent, needs.namespaces)) return false;
  }
  return true;
}

bool sends_labels(const RuleNeeds& needs, const Webhook& webhook) {
  return std::ranges::all_of(domains_of(webhook.objects), [&](const auto& label) {
    const auto wanted = needs.labels.find(label.first);
    return contains(label.second, wanted == needs.labels.end() ? LabelDomain{} : wanted->second);
  });
}

// Empty if the conditions hide nothing of what the rule judges.
std::string hidden_by_conditions(const RuleNeeds& needs, const Webhook& webhook) {
  for (const auto& [name, expression] : webhook.conditions) {
    const std::string condition =
        "match condition '" + name + "' of webhook '" + webhook.name + "' ";
    const auto keys = keys_of_condition(expression);
    if (!keys || needs.keys.empty())
      return condition + "is not one that this program writes: it may hide objects";
    for (const auto& key : needs.keys)
      if (!keys->contains(key)) return condition + "does not test the key '" + key + "'";
  }
  return {};
}

// Operations aside. Empty if the webhook sends all that the rule judges.
std::string hidden_by(const Model& model, const RuleNeeds& needs, const Webhook& webhook) {
  const std::string of_webhook = " of webhook '" + webhook.name + "' leaves out ";
  if (!sends_labels(needs, webhook))
    return "the objectSelector" + of_webhook + "objects that the rule selects";
  if (!sends_namespaces(model, needs, webhook))
    return "the namespaceSelector" + of_webhook + "namespaces that the rule selects";
  return hidden_by_conditions(needs, webhook);
}

// A webhook that sends a part of what the rule judges, and why not the rest.
struct Partly {
  std::string why;
  Operations operations;
  bool is_own = false;  // the webhook that a policy has for rules of this kind
};

// One reason explains an operation; the webhook that is meant for the rule knows best.
std::vector<std::string> reasons(const Operations& unsent, std::vector<Partly> parts) {
  std::ranges::stable_partition(parts, &Partly::is_own);
  std::vector<std::string> why;
  Operations explained;
  for (auto& part : parts) {
    if ((part.operations & unsent & ~explained).none()) continue;
    explained |= part.operations;
    why.push_back(std::move(part.why));
  }
  return why;
}

std::vector<std::string> reasons(const Model& model, const RuleNeeds& needs,
                                 const std::vector<Webhook>& webhooks) {
  const auto& form = form_of(needs.kind);
  Operations sent;
  Operations called;
  std::vector<Partly> parts;
  for (const auto& webhook : webhooks) {
    if (webhook.resource != form.resource) continue;
    called |= webhook.operations;
    auto hidden = hidden_by(model, needs, webhook);
    if (hidden.empty())
      sent |= webhook.operations;
    else
      parts.push_back({std::move(hidden), webhook.operations, webhook.name == form.name});
  }
  auto why = reasons(needs.operations & ~sent, std::move(parts));
  const auto missing = needs.operations & ~called;
  if (missing.any())
    why.push_back("no webhook is called for " + list_of(missing) + " of " + form.resource);
  return why;
}

}  // namespace

std::vector<Unsent> unsent_requests(const Policy& policy, const RegisteredWebhooks& registered) {
  std::vector<Unsent> unsent;
  for (const auto& needs : needs_of(policy.model())) {
    const bool for_services = needs.kind == WebhookKind::services;
    const auto add = [&](kube::Phase phase, const std::vector<Webhook>& webhooks) {
      for (auto& why : reasons(policy.model(), needs, webhooks))
        unsent.push_back({needs.rule, for_services, phase, std::move(why)});
    };
    if (for_services) add(kube::Phase::mutate, registered.mutating);
    add(kube::Phase::validate, registered.validating);
  }
  return unsent;
}

}  // namespace tempo_admission::policy
