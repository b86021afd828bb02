#include "app/webhooks/webhooks_command.hpp"

#include <algorithm>
#include <string_view>

#include "app/exit_code.hpp"
#include "app/input_file.hpp"
#include "app/output.hpp"
#include "app/policy_source.hpp"
#include "app/webhooks/configuration_json.hpp"
#include "app/webhooks/yaml_text.hpp"
#include "tempo_admission/base/base64.hpp"

namespace tempo_admission::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* configuration_name = "tempo-admission";
constexpr std::size_t ca_limit_bytes = 1U << 20;
constexpr std::size_t max_name_bytes = 63;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= max_name_bytes && name.front() != '-' &&
         name.back() != '-' && std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

Result<void> check_name(const char* flag, const std::string& name) {
  if (is_name(name)) return {};
  return failure(std::string(flag) + ": must be 1 to 63 of a-z, 0-9 and '-'");
}

Result<std::string> ca_bundle(const std::string& file) {
  if (file.empty()) return std::string();
  const auto pem = read_input(file, ca_limit_bytes);
  if (!pem) return tl::unexpected(pem.error());
  if (pem->find("-----BEGIN CERTIFICATE-----") == pem->npos)
    return failure(file + ": expected certificates in PEM, found none");
  if (pem->find("PRIVATE KEY-----") != pem->npos)
    return failure(file + ": contains a private key; pass the CA's certificate alone");
  TextBuffer base64;
  append_base64(base64, *pem);
  return std::string(base64.text());
}

Json configuration(const char* kind, Json webhooks) {
  return {{"apiVersion", "admissionregistration.k8s.io/v1"},
          {"kind", kind},
          {"metadata", {{"name", configuration_name}}},
          {"webhooks", std::move(webhooks)}};
}

std::string print(const std::vector<policy::Webhook>& webhooks, const WebhookTarget& target,
                  WebhookOutput output) {
  auto mutating = webhook_list(webhooks, kube::Phase::mutate, target);
  auto validating = webhook_list(webhooks, kube::Phase::validate, target);
  if (output == WebhookOutput::helm)
    return yaml_text(
        {{"webhooks", {{"mutating", std::move(mutating)}, {"validating", std::move(validating)}}}});
  return yaml_text(configuration("MutatingWebhookConfiguration", std::move(mutating))) + "---\n" +
         yaml_text(configuration("ValidatingWebhookConfiguration", std::move(validating)));
}

Result<WebhookTarget> target_of(const PolicyWebhooksCommand& command) {
  if (auto checked = check_name("--namespace", command.namespace_name); !checked)
    return tl::unexpected(checked.error());
  if (auto checked = check_name("--service", command.service); !checked)
    return tl::unexpected(checked.error());
  auto bundle = ca_bundle(command.ca_bundle);
  if (!bundle) return tl::unexpected(bundle.error());
  return WebhookTarget{command.namespace_name, command.service, *std::move(bundle),
                       command.no_answer};
}

}  // namespace

int run(const PolicyWebhooksCommand& command) {
  const auto target = target_of(command);
  if (!target) return report_failure(target.error());
  PolicyChoice choice = command.policy;
  choice.own_namespace = command.namespace_name;
  choice.values = ValueFiles::left_out;
  const auto ready = load_chosen_policy(choice);
  if (!ready) return report_failure(ready.error());
  print_document(print(policy::webhooks_for(ready->policy), *target, command.output));
  return exit_ok;
}

}  // namespace tempo_admission::app
