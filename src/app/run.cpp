#include "app/run.hpp"

#include <exception>
#include <iostream>
#include <variant>

#include "app/check/check_command.hpp"
#include "app/command_line.hpp"
#include "app/exit_code.hpp"
#include "app/health_command.hpp"
#include "app/policy_command.hpp"
#include "app/review_command.hpp"
#include "app/say.hpp"
#include "app/serve/serve_command.hpp"
#include "app/signals.hpp"
#include "app/version_command.hpp"
#include "app/webhooks/webhooks_command.hpp"

namespace tempo_admission::app {
namespace {

int dispatch(int argc, const char* const* argv) {
  const auto command = parse_command_line(argc, argv);
  if (!command) {
    (command.error().exit_code == exit_ok ? std::cout : std::cerr) << command.error().text;
    return command.error().exit_code;
  }
  return std::visit([](const auto& chosen) { return run(chosen); }, *command);
}

}  // namespace

int run(int argc, const char* const* argv) noexcept {
  end_on_signals();
  try {
    return dispatch(argc, argv);
  } catch (const std::exception& error) {
    return cannot_run({std::string("internal error: ") + error.what()});
  }
}

}  // namespace tempo_admission::app
