// What Tempo takes for a tenant's name. Knows nothing of where the name was written.
// Source: ValidTenantID of grafana/dskit (tenant/tenant.go), Tempo's ExtractValidTenantID, and the
// object names that Tempo itself keeps beside the tenants at the bucket's root
// (tempodb/backend/raw.go).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

inline constexpr std::size_t longest_tenant_id_bytes = 150;

enum class TenantIdFault : std::uint8_t {
  empty,
  unsupported_character,  // anything but A-Z a-z 0-9 ! - _ . * ' ( )
  too_long,
  dot_segment,  // "." or ".."
  reserved      // Tempo loads it, but never polls, compacts or lists such a tenant
};

// The first fault in the order of the enum; nothing for a good name. "*" is good: the wildcard
// tenant.
[[nodiscard]] std::optional<TenantIdFault> check_tenant_id(std::string_view name);

// What is wrong, for a person: "tenant name has the character U+FF21 at byte 3; ...". No control
// characters, whatever the name holds.
[[nodiscard]] std::string explain(TenantIdFault fault, std::string_view name);

}  // namespace tempo_admission::tempo
