// `tempo-admission serve`: the HTTPS admission webhook, from start to drain.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

// Returns after a drain. Configuration errors end it before a port is opened, with one line each.
[[nodiscard]] int run(const ServeCommand& command);

}  // namespace tempo_admission::app
