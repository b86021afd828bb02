// `tempo-admission check`: the webhook's judgement of files, without a cluster.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

[[nodiscard]] int run(const CheckCommand& command);

}  // namespace tempo_admission::app
