#include "app/webhooks/configuration_json.hpp"

#include <array>
#include <string_view>

namespace tempo_admission::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int port = 443;
constexpr int timeout_seconds = 3;
constexpr std::array<std::string_view, 4> operator_names{"In", "NotIn", "Exists", "DoesNotExist"};

Json selector_json(const kube::LabelSelector& selector) {
  Json labels = Json::object();
  Json expressions = Json::array();
  for (const auto& [key, op, values] : selector.requirements) {
    if (op == kube::SelectorOperator::in && values.size() == 1) {
      labels[key] = values.front();
      continue;
    }
    Json expression = {{"key", key}, {"operator", operator_names[static_cast<std::size_t>(op)]}};
    if (!values.empty()) expression["values"] = values;
    expressions.push_back(std::move(expression));
  }
  Json json = Json::object();
  if (!labels.empty()) json["matchLabels"] = std::move(labels);
  if (!expressions.empty()) json["matchExpressions"] = std::move(expressions);
  return json;
}

Json rules_json(const policy::Webhook& webhook) {
  Json operations = Json::array();
  for (std::size_t i = 0; i < webhook.operations.size(); ++i)
    if (webhook.operations.test(i))
      operations.push_back(kube::to_string(static_cast<kube::Operation>(i)));
  return Json::array({{{"apiGroups", Json::array({""})},
                       {"apiVersions", Json::array({"v1"})},
                       {"resources", Json::array({webhook.resource})},
                       {"operations", std::move(operations)},
                       {"scope", "Namespaced"}}});
}

Json client_json(kube::Phase phase, const WebhookTarget& target) {
  Json client = {{"service",
                  {{"name", target.service},
                   {"namespace", target.namespace_name},
                   {"port", port},
                   {"path", "/" + std::string(to_string(phase))}}}};
  if (!target.ca_bundle.empty()) client["caBundle"] = target.ca_bundle;
  return client;
}

Json conditions_json(const policy::Webhook& webhook) {
  Json conditions = Json::array();
  for (const auto& [name, expression] : webhook.conditions)
    conditions.push_back({{"name", name}, {"expression", expression}});
  return conditions;
}

Json webhook_json(const policy::Webhook& webhook, kube::Phase phase, const WebhookTarget& target) {
  const bool for_services = webhook.resource == "services";
  const bool closed =
      target.no_answer == NoAnswer::fail_closed && !for_services && phase == kube::Phase::validate;
  Json json = {{"name", webhook.name},
               {"clientConfig", client_json(phase, target)},
               {"admissionReviewVersions", Json::array({"v1"})},
               {"failurePolicy", closed ? "Fail" : "Ignore"},
               {"matchPolicy", "Equivalent"}};
  if (phase == kube::Phase::mutate)
    json["reinvocationPolicy"] = for_services ? "IfNeeded" : "Never";
  json["sideEffects"] = "None";
  json["timeoutSeconds"] = timeout_seconds;
  json["rules"] = rules_json(webhook);
  json["namespaceSelector"] = selector_json(webhook.namespaces);
  json["objectSelector"] = selector_json(webhook.objects);
  if (!webhook.conditions.empty()) json["matchConditions"] = conditions_json(webhook);
  return json;
}

}  // namespace

Json webhook_list(const std::vector<policy::Webhook>& webhooks, kube::Phase phase,
                  const WebhookTarget& target) {
  Json list = Json::array();
  for (const auto& webhook : webhooks) list.push_back(webhook_json(webhook, phase, target));
  return list;
}

}  // namespace tempo_admission::app
