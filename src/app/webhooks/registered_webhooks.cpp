#include "app/webhooks/registered_webhooks.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "app/check/json_conversion.hpp"
#include "app/input_file.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {
namespace {

using Json = nlohmann::json;

constexpr yaml::Limits yaml_limits{
    .max_bytes = registered_limit_bytes, .max_nodes = 400'000, .max_depth = 100};

// Null-safe: what is missing or has the wrong type reads as an empty one.
const Json& at(const Json& object, const char* key) {
  static const Json nothing;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? nothing : *found;
}

std::string text_at(const Json& object, const char* key) {
  const Json& value = at(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

bool lists(const Json& list, std::string_view word) {
  return list.is_array() && std::ranges::any_of(list, [&](const Json& item) {
           return item.is_string() && item.get_ref<const std::string&>() == word;
         });
}

bool lists_or_all(const Json& list, std::string_view word) {
  return lists(list, word) || lists(list, "*");
}

std::vector<std::string> texts_in(const Json& list) {
  std::vector<std::string> texts;
  if (!list.is_array()) return texts;
  for (const auto& item : list)
    if (item.is_string()) texts.push_back(item.get<std::string>());
  return texts;
}

// A requirement that cannot be read accepts nothing, so that it is never taken for less than it is.
kube::LabelSelector selector_in(const Json& json) {
  kube::LabelSelector selector;
  for (const auto& [key, value] : at(json, "matchLabels").items())
    selector.requirements.push_back(
        {key, kube::SelectorOperator::in, {value.is_string() ? value.get<std::string>() : "null"}});
  for (const auto& expression : at(json, "matchExpressions")) {
    const auto op = kube::parse_selector_operator(text_at(expression, "operator"));
    selector.requirements.push_back({text_at(expression, "key"),
                                     op.value_or(kube::SelectorOperator::in),
                                     texts_in(at(expression, "values"))});
  }
  return selector;
}

bool is_about_core_v1(const Json& rule) {
  const auto scope = text_at(rule, "scope");
  return lists_or_all(at(rule, "apiGroups"), "") && lists_or_all(at(rule, "apiVersions"), "v1") &&
         (scope.empty() || scope == "*" || scope == "Namespaced");
}

std::bitset<kube::operation_count> operations_for(const Json& webhook, std::string_view resource) {
  std::bitset<kube::operation_count> operations;
  for (const auto& rule : at(webhook, "rules")) {
    const Json& resources = at(rule, "resources");
    const bool is_meant = lists_or_all(resources, resource) || lists(resources, "*/*");
    if (!is_about_core_v1(rule) || !is_meant) continue;
    for (const auto operation :
         {kube::Operation::create, kube::Operation::update, kube::Operation::remove})
      if (lists_or_all(at(rule, "operations"), to_string(operation)))
        operations.set(static_cast<std::size_t>(operation));
  }
  return operations;
}

std::vector<policy::MatchCondition> conditions_in(const Json& webhook) {
  std::vector<policy::MatchCondition> conditions;
  for (const auto& condition : at(webhook, "matchConditions"))
    conditions.push_back({text_at(condition, "name"), text_at(condition, "expression")});
  return conditions;
}

bool is_ours(const Json& webhook) {
  return text_at(webhook, "name").ends_with(".tempo-admission.io");
}

void add_webhooks(const Json& configuration, std::vector<policy::Webhook>& webhooks,
                  std::string& own_namespace) {
  for (const auto& webhook : at(configuration, "webhooks")) {
    if (!is_ours(webhook)) continue;
    if (own_namespace.empty())
      own_namespace = text_at(at(at(webhook, "clientConfig"), "service"), "namespace");
    for (const char* resource : {"services", "configmaps"}) {
      const auto operations = operations_for(webhook, resource);
      if (operations.none()) continue;
      webhooks.push_back({.name = text_at(webhook, "name"),
                          .resource = resource,
                          .operations = operations,
                          .namespaces = selector_in(at(webhook, "namespaceSelector")),
                          .objects = selector_in(at(webhook, "objectSelector")),
                          .conditions = conditions_in(webhook)});
    }
  }
}

// Returns how many configurations were found.
std::size_t add_object(const Json& object, RegisteredConfigurations& found) {
  const auto kind = text_at(object, "kind");
  if (kind.ends_with("List")) {
    std::size_t count = 0;
    for (const auto& item : at(object, "items"))
      if (!text_at(item, "kind").ends_with("List")) count += add_object(item, found);
    return count;
  }
  if (kind == "MutatingWebhookConfiguration")
    add_webhooks(object, found.webhooks.mutating, found.own_namespace);
  else if (kind == "ValidatingWebhookConfiguration")
    add_webhooks(object, found.webhooks.validating, found.own_namespace);
  else
    return 0;
  return 1;
}

}  // namespace

Result<RegisteredConfigurations> parse_registered_webhooks(const std::string& text) {
  const auto documents = yaml::read_all(text, yaml_limits);
  if (!documents) return failure(documents.error().message);
  RegisteredConfigurations found;
  std::size_t count = 0;
  for (const auto& document : *documents) {
    if (!document.root()) continue;
    const auto object = to_json(document.root());
    if (!object) return failure(object.error().message);
    count += add_object(*object, found);
  }
  if (count == 0)
    return failure(
        "expected a MutatingWebhookConfiguration or a ValidatingWebhookConfiguration, found none");
  return found;
}

Result<RegisteredConfigurations> read_registered_webhooks(const std::string& file) {
  const auto text = read_input(file, registered_limit_bytes);
  if (!text) return tl::unexpected(text.error());
  auto found = parse_registered_webhooks(*text);
  if (!found) return failure(file + ": " + found.error().message);
  return found;
}

std::string describe(const policy::Unsent& unsent) {
  return (unsent.for_services ? "services/" : "tenants/") + unsent.rule + " (" +
         std::string(to_string(unsent.phase)) + "): " + unsent.why;
}

}  // namespace tempo_admission::app
