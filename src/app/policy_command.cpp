#include "app/policy_command.hpp"

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/policy_source.hpp"
#include "app/webhooks/registered_webhooks.hpp"

namespace tempo_admission::app {
namespace {

int print_unsent(const policy::Policy& policy, const std::string& file,
                 const policy::RegisteredWebhooks& registered) {
  const auto unsent = policy::unsent_requests(policy, registered);
  for (const auto& one : unsent) print_line(file + ": not everything is sent to " + describe(one));
  if (unsent.empty()) print_line(file + ": sends all that the policy judges");
  return unsent.empty() ? exit_ok : exit_findings;
}

}  // namespace

int run(const PolicyValidateCommand& command) {
  const auto text = read_policy_text(command.policy.source);
  if (!text) return report_failure(text.error());
  PolicyChoice choice = command.policy;
  RegisteredConfigurations registered;
  if (!command.webhooks.empty()) {
    auto read = read_registered_webhooks(command.webhooks);
    if (!read) return report_failure(read.error());
    registered = *std::move(read);
    choice.own_namespace = registered.own_namespace;
  }
  const auto compiled = compile_policy(*text, choice);
  if (!compiled) {
    for (const std::string& line : compiled.error()) print_line(line);
    return exit_findings;
  }
  for (const std::string& warning : compiled->warnings) print_line("warning: " + warning);
  const std::size_t rules = compiled->policy.rules().size();
  print_line(text->name + ": valid, " + std::to_string(rules) + (rules == 1 ? " rule" : " rules"));
  for (const auto& rule : compiled->policy.rules()) {
    print_line(std::string(rule.for_services ? "  services/" : "  tenants/") + rule.name + ": " +
               std::string(to_string(rule.mode)));
  }
  if (command.webhooks.empty()) return exit_ok;
  return print_unsent(compiled->policy, command.webhooks, registered.webhooks);
}

int run(const PolicyPrintCommand& command) {
  const auto text = read_policy_text("preset:" + command.preset);
  if (!text) return report_failure(text.error());
  print_document(text->yaml);
  return exit_ok;
}

int run(const PolicySchemaCommand& /*command*/) {
  print_document(policy::policy_schema());
  return exit_ok;
}

}  // namespace tempo_admission::app
