// The command line: flags, their environment twins and --help. A contract that users script.
#pragma once

#include <string>

#include "app/command.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

// There is nothing to run: --help was asked for (exit 0), or the command line is wrong (exit 2).
struct CommandLineEnd {
  int exit_code = 0;
  std::string text;  // for the standard output where exit_code is 0, else for the error stream
};

[[nodiscard]] Result<Command, CommandLineEnd> parse_command_line(int argc, const char* const* argv);

}  // namespace tempo_admission::app
