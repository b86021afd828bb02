// What the name of a declared tenant, access policy or token may be: what Tempo, the admin API and
// Kubernetes all take, since the name goes to each of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tempo/declared/codes.hpp"

namespace tempo_admission::tempo {

enum class NamedThing : std::uint8_t { tenant, access_policy, token };

[[nodiscard]] std::string_view to_string(NamedThing thing);  // "access policy"

struct NameFault {
  DeclaredCode code;
  std::string message;
  std::string hint;
};

[[nodiscard]] std::optional<NameFault> check_declared_name(NamedThing thing, std::string_view name);

// RFC 1123: a-z 0-9 -, a letter or digit at both ends, at most 63.
[[nodiscard]] bool is_dns_label(std::string_view text);

}  // namespace tempo_admission::tempo
