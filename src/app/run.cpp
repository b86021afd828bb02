#include "app/run.hpp"

#include <exception>
#include <variant>

#include "app/check/check_command.hpp"
#include "app/command_line.hpp"
#include "app/exit_code.hpp"
#include "app/health_command.hpp"
#include "app/output.hpp"
#include "app/policy_command.hpp"
#include "app/review_command.hpp"
#include "app/serve/serve_command.hpp"
#include "app/signals.hpp"
#include "app/version_command.hpp"
#include "app/webhooks/webhooks_command.hpp"

namespace tempo_admission::app {
namespace {

int dispatch(int argc, const char* const* argv) {
  const auto command = parse_command_line(argc, argv);
  if (command) return std::visit([](const auto& chosen) { return run(chosen); }, *command);
  const CommandLineEnd& end = command.error();
  if (end.exit_code != exit_ok) return report_failure({end.text, end.next_step});
  print_document(end.text);
  return exit_ok;
}

}  // namespace

int run(int argc, const char* const* argv) noexcept {
  end_on_signals();
  reserve_standard_streams();
  try {
    return exit_code_after_output(dispatch(argc, argv));
  } catch (const std::exception& error) {
    return report_failure(Error{std::string("internal error: ") + error.what()});
  }
}

}  // namespace tempo_admission::app
