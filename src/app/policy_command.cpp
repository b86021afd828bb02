#include "app/policy_command.hpp"

#include <iostream>

#include "app/exit_code.hpp"
#include "app/policy_source.hpp"
#include "app/say.hpp"

namespace tempo_admission::app {

int run(const PolicyValidateCommand& command) {
  const auto text = read_policy_text(command.policy.source);
  if (!text) return report_failure(text.error());
  const auto compiled = compile_policy(*text, command.policy);
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
  return exit_ok;
}

int run(const PolicyPrintCommand& command) {
  const auto text = read_policy_text("preset:" + command.preset);
  if (!text) return report_failure(text.error());
  std::cout << text->yaml;
  return exit_ok;
}

int run(const PolicySchemaCommand& /*command*/) {
  std::cout << policy::policy_schema();
  return exit_ok;
}

}  // namespace tempo_admission::app
