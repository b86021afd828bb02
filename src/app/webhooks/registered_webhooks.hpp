// Reads webhook configurations, as `kubectl get -o yaml` or `policy webhooks` prints them.
#pragma once

#include <cstddef>
#include <string>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/policy/webhooks.hpp"

namespace tempo_admission::app {

inline constexpr std::size_t registered_limit_bytes = 4U << 20;

struct RegisteredConfigurations {
  policy::RegisteredWebhooks webhooks;
  std::string own_namespace;  // of the Service that they call; empty: they name none
};

// Other objects in the file are skipped; an error if nothing else is in it.
// Webhooks that are not named NAME.tempo-admission.io are another program's and do not count.
[[nodiscard]] Result<RegisteredConfigurations> read_registered_webhooks(const std::string& file);

// The same from text; errors name no file.
[[nodiscard]] Result<RegisteredConfigurations> parse_registered_webhooks(const std::string& text);

// One line: "tenants/overrides is not sent to be validated: no webhook ...".
[[nodiscard]] std::string describe(const policy::Unsent& unsent);

}  // namespace tempo_admission::app
