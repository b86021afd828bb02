// Reads webhook configurations, as `kubectl get -o yaml` or `policy webhooks` prints them.
#pragma once

#include <string>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/policy/webhooks.hpp"

namespace tempo_admission::app {

struct RegisteredConfigurations {
  policy::RegisteredWebhooks webhooks;
  std::string own_namespace;  // of the Service that they call; empty: they name none
};

// Reads at most 4 MiB. Other objects in the file are skipped; an error if nothing else is in it.
// Webhooks of other programs count too: who answers is not known here.
[[nodiscard]] Result<RegisteredConfigurations> read_registered_webhooks(const std::string& file);

// The same from text; errors name no file.
[[nodiscard]] Result<RegisteredConfigurations> parse_registered_webhooks(const std::string& text);

// One line: "tenants/overrides is not sent to be validated: no webhook ...".
[[nodiscard]] std::string describe(const policy::Unsent& unsent);

}  // namespace tempo_admission::app
