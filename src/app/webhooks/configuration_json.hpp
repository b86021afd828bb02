// Webhooks as entries of the API server's webhook configurations. Knows nothing of policies.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "tempo_admission/policy/webhooks.hpp"

namespace tempo_admission::app {

// Where the API server reaches this program, and what it does without an answer.
struct WebhookTarget {
  std::string namespace_name;
  std::string service;
  std::string ca_bundle;  // base64; empty: left out
  NoAnswer no_answer = NoAnswer::fail_open;
};

// The list `webhooks` of a MutatingWebhookConfiguration or a ValidatingWebhookConfiguration. Only
// validating webhooks for ConfigMaps ever fail closed.
[[nodiscard]] nlohmann::ordered_json webhook_list(const std::vector<policy::Webhook>& webhooks,
                                                  kube::Phase phase, const WebhookTarget& target);

}  // namespace tempo_admission::app
