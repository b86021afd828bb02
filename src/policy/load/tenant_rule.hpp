// Reads one entry of `tenants`. Errors are reported.
#pragma once

#include "policy/load/filter.hpp"
#include "policy/model/tenant_rule.hpp"

namespace tempo_admission::policy {

[[nodiscard]] TenantRule read_tenant_rule(const Place& place, const InheritedMode& inherited,
                                          Report& report);
// Reads a Tempo version; reports if a different known version is used instead.
[[nodiscard]] std::optional<tempo::Version> read_version(const Place& place, Report& report);

}  // namespace tempo_admission::policy
