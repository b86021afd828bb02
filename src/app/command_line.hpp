// The command line: flags, their environment variables and --help. Scripts depend on it.
#pragma once

#include <string>

#include "app/command.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

// Nothing to run: --help was given (exit 0), or the command line is invalid (exit 2).
struct CommandLineEnd {
  int exit_code = 0;
  std::string text;       // the help if exit_code is 0, else one line that says what is wrong
  std::string next_step;  // a further line, for an invalid command line
};

// A flag takes precedence over its environment variable. Never prints and never exits.
[[nodiscard]] Result<Command, CommandLineEnd> parse_command_line(int argc, const char* const* argv);

}  // namespace tempo_admission::app
