// `tempo-admission health`: asks a running server whether it is ready, for images without a shell.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

// Asks /readyz once. exit_ok if the server is ready.
[[nodiscard]] int run(const HealthCommand& command);

}  // namespace tempo_admission::app
