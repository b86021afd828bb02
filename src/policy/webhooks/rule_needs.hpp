// What each rule needs to be sent to judge every object that it selects. Globs, names, charts,
// exempt users and ports are left to the engine: they only make the need smaller.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "policy/model/model.hpp"
#include "policy/webhooks/key_condition.hpp"
#include "policy/webhooks/label_domain.hpp"

namespace tempo_admission::policy {

inline constexpr const char* namespace_name_label = "kubernetes.io/metadata.name";

enum class WebhookKind : std::uint8_t { services, overrides, tenants };

// Alerts and overlays use the names.
struct WebhookForm {
  const char* name;
  const char* resource;
  const char* condition;  // empty: none
};
inline constexpr std::array<WebhookKind, 3> webhook_kinds{
    WebhookKind::services, WebhookKind::overrides, WebhookKind::tenants};
[[nodiscard]] const WebhookForm& form_of(WebhookKind kind);

struct RuleNeeds {
  std::string rule;
  WebhookKind kind = WebhookKind::services;
  std::bitset<kube::operation_count> operations;
  LabelDomain namespaces;  // by name, as far as literal names tell
  Globs namespace_globs;   // of the rule; empty: every namespace
  LabelDomains labels;
  DataKeys keys;  // empty for Services
};

// Of every rule that judges anything, in policy order.
[[nodiscard]] std::vector<RuleNeeds> needs_of(const Model& model);

}  // namespace tempo_admission::policy
