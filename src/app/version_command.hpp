// `tempo-admission version`.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

[[nodiscard]] int run(const VersionCommand& command);

}  // namespace tempo_admission::app
