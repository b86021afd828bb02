#include "app/version_command.hpp"

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/program_version.hpp"

namespace tempo_admission::app {

int run(const VersionCommand& /*command*/) {
  print_line("tempo-admission " + std::string(program_version));
  print_line("checks overrides for Tempo 2.9, 2.10 and 3.0");
  return exit_ok;
}

}  // namespace tempo_admission::app
