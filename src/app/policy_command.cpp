#include "app/policy_command.hpp"

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/policy_source.hpp"

namespace tempo_admission::app {

int run(const PolicyValidateCommand& command) {
  const auto text = read_policy_text(command.policy.source);
  if (!text) return report_failure(text.error());
  const auto compiled = compile_policy(*text, command.policy);
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
  return exit_ok;
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
