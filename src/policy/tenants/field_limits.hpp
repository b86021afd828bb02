// Checks tenants' fields against the policy's `limits`.
#pragma once

#include <vector>

#include "policy/model/tenant_rule.hpp"
#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission::policy {

// What Tempo does with a field that is 0, or absent and without another default. Source:
// modules/overrides and the places that read it; docs/policy.md has the table.
enum class ZeroMeans : std::uint8_t {
  zero,       // a number like any other
  nothing,    // every span is refused, and an absent field is 0
  unlimited,  // no limit; the same if absent
  global      // the value in Tempo's own configuration; the same if absent
};
[[nodiscard]] ZeroMeans zero_means(std::string_view path);

// For a file whose tenants come from the environment.
[[nodiscard]] Diagnostics check_hidden_tenants(const std::vector<Limit>& limits);

// Judges what Tempo's decoder ends with. Negative numbers are judged as numbers; where Tempo takes
// them for "no limit" they also exceed every maximum.
[[nodiscard]] Diagnostics check_limits(const std::vector<Limit>& limits,
                                       const tempo::Tenant& tenant);

}  // namespace tempo_admission::policy
