#include "app/version_command.hpp"

#include <iostream>

#include "app/exit_code.hpp"
#include "app/program_version.hpp"

namespace tempo_admission::app {

int run(const VersionCommand& /*command*/) {
  std::cout << "tempo-admission " << program_version << '\n'
            << "judges overrides for Tempo 2.9, 2.10 and 3.0\n";
  return exit_ok;
}

}  // namespace tempo_admission::app
