// `tempo-admission check`: judges files as the webhook would, without a cluster.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

// Prints the report to standard output and errors to standard error. Returns an exit code
// (exit_code.hpp).
[[nodiscard]] int run(const CheckCommand& command);

}  // namespace tempo_admission::app
