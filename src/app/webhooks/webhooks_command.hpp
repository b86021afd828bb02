// `tempo-admission policy webhooks`: prints the webhook configurations that a policy needs.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

[[nodiscard]] int run(const PolicyWebhooksCommand& command);

}  // namespace tempo_admission::app
