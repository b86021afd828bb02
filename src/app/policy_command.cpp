#include "app/policy_command.hpp"

#include <iostream>

#include "app/exit_code.hpp"
#include "app/policy_source.hpp"
#include "app/say.hpp"
#include "app/webhooks/registered_webhooks.hpp"

namespace tempo_admission::app {
namespace {

int say_unsent(const policy::Policy& policy, const std::string& file,
               const policy::RegisteredWebhooks& registered) {
  const auto unsent = policy::unsent_requests(policy, registered);
  for (const auto& one : unsent)
    std::cout << file << ": not everything is sent to " << describe(one) << '\n';
  if (unsent.empty()) std::cout << file << ": sends all that the policy judges\n";
  return unsent.empty() ? exit_ok : exit_findings;
}

}  // namespace

int run(const PolicyValidateCommand& command) {
  const auto text = read_policy_text(command.policy.source);
  if (!text) return cannot_run(text.error());
  PolicyChoice choice = command.policy;
  RegisteredConfigurations registered;
  if (!command.webhooks.empty()) {
    auto read = read_registered_webhooks(command.webhooks);
    if (!read) return cannot_run(read.error());
    registered = *std::move(read);
    choice.own_namespace = registered.own_namespace;
  }
  const auto compiled = compile_policy(*text, choice);
  if (!compiled) {
    std::cout << compiled.error().message << '\n';
    return exit_findings;
  }
  for (const std::string& warning : compiled->warnings) std::cout << "warning: " << warning << '\n';
  std::cout << text->name << ": a good policy of " << compiled->policy.rules().size() << " rules\n";
  for (const auto& rule : compiled->policy.rules()) {
    std::cout << "  " << (rule.for_services ? "services" : "tenants") << '/' << rule.name << ": "
              << to_string(rule.mode) << '\n';
  }
  if (command.webhooks.empty()) return exit_ok;
  return say_unsent(compiled->policy, command.webhooks, registered.webhooks);
}

int run(const PolicyPrintCommand& command) {
  const auto text = read_policy_text("preset:" + command.preset);
  if (!text) return cannot_run(text.error());
  std::cout << text->yaml;
  return exit_ok;
}

int run(const PolicySchemaCommand& /*command*/) {
  std::cout << policy::policy_schema();
  return exit_ok;
}

}  // namespace tempo_admission::app
