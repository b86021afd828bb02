// Which tenant names Tempo accepts. Knows nothing of where the name was written. Source:
// ValidTenantID of grafana/dskit (tenant/tenant.go), Tempo's ExtractValidTenantID, and the names of
// Tempo's own objects next to the tenants at the bucket's root (tempodb/backend/raw.go).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

inline constexpr std::size_t longest_tenant_id_bytes = 150;

// In the order of checking.
enum class TenantIdFault : std::uint8_t {
  empty,
  unsupported_character,  // anything but A-Z a-z 0-9 ! - _ . * ' ( )
  too_long,
  dot_segment,  // "." or ".."
  reserved      // Tempo loads it, but never polls, compacts or lists such a tenant
};

// The first problem in the order of the enum; nullopt for a valid name. "*", the wildcard tenant,
// is valid.
[[nodiscard]] std::optional<TenantIdFault> check_tenant_id(std::string_view name);

// What is wrong, for display: "tenant name has the character U+FF21 at byte 3; ...". Never contains
// control characters. `fault` must be what check_tenant_id() returned.
[[nodiscard]] std::string explain(TenantIdFault fault, std::string_view name);

}  // namespace tempo_admission::tempo
