// Valid names of declared tenants, access policies and tokens: what Tempo, the admin API and
// Kubernetes all accept, because each of them receives the name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::tempo {

enum class NamedThing : std::uint8_t { tenant, access_policy, token };

[[nodiscard]] std::string_view to_string(NamedThing thing);  // "access policy"

// Why a name is not valid.
struct NameFault {
  const FindingInfo* info = nullptr;
  std::string message;
  std::string hint;
};

[[nodiscard]] FindingList name_findings();

// nullopt for a valid name. Never repeats a name that looks like a credential.
[[nodiscard]] std::optional<NameFault> check_declared_name(NamedThing thing, std::string_view name);

// RFC 1123 label: a-z 0-9 -, a letter or digit at both ends, at most 63 characters.
[[nodiscard]] bool is_dns_label(std::string_view text);

}  // namespace tempo_admission::tempo
