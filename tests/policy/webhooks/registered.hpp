// What an API server does with a registered webhook, for the tests.
#pragma once

#include <algorithm>

#include "policy/review.hpp"
#include "policy/webhooks/key_condition.hpp"
#include "tempo_admission/policy/webhooks.hpp"

namespace tempo_admission::policy {

inline bool accepts(const kube::LabelSelector& selector, const Json& labels) {
  const std::string body = labels.dump();
  kube::JsonReader reader;
  const auto read = reader.read({.bytes = body, .slack = 0});
  return kube::matches(selector, kube::StringMap(*read));
}

inline bool has_key(const Json& object, const DataKeys& keys) {
  return std::ranges::any_of(keys, [&](const std::string& key) {
    return std::ranges::any_of(std::array{"data", "binaryData"}, [&](const char* map) {
      return object.contains(map) && object[map].contains(key);
    });
  });
}

// As the API server decides it: a selector matches the new object or the stored one.
inline bool sends(const Webhook& webhook, const Json& review) {
  const auto& request = review["request"];
  const auto operation = request["operation"].get<std::string>();
  if (request["resource"]["resource"] != webhook.resource) return false;
  bool is_registered = false;
  for (std::size_t i = 0; i < webhook.operations.size(); ++i)
    is_registered |=
        webhook.operations.test(i) && kube::to_string(static_cast<kube::Operation>(i)) == operation;
  const Json space = {{"kubernetes.io/metadata.name", request["namespace"]}};
  if (!is_registered || !accepts(webhook.namespaces, space)) return false;
  const auto any = [&](const auto& test) {
    return std::ranges::any_of(std::array{"object", "oldObject"}, [&](const char* which) {
      return !request[which].is_null() && test(request[which]);
    });
  };
  const auto is_selected = [&](const Json& object) {
    return accepts(webhook.objects, object["metadata"].value("labels", Json::object()));
  };
  return any(is_selected) && std::ranges::all_of(webhook.conditions, [&](const auto& condition) {
           const auto keys = keys_of_condition(condition.expression);
           return keys && any([&](const Json& object) { return has_key(object, *keys); });
         });
}

inline bool sends(const std::vector<Webhook>& webhooks, const Json& review) {
  return std::ranges::any_of(webhooks, [&](const auto& webhook) { return sends(webhook, review); });
}

}  // namespace tempo_admission::policy
