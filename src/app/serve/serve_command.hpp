// `tempo-admission serve`: the HTTPS admission webhook, from start to drain.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

[[nodiscard]] int run(const ServeCommand& command);

}  // namespace tempo_admission::app
