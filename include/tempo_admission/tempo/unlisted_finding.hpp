// What a verdict needs to know of a finding that is not described.
#pragma once

#include <cstdint>
#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission::tempo {

// A finding without a message, because there are too many.
struct UnlistedFinding {
  static constexpr std::uint32_t no_tenant = 0xFFFFFFFF;
  std::string_view code;  // a literal; empty for YAML errors
  Position position;
  std::uint32_t tenant = no_tenant;  // index into OverridesJudgement::tenants
  bool tempo_rejects = false;
  Fatal tempo_fatal = Fatal::never;

  // As Diagnostic::stops_tempo().
  [[nodiscard]] bool stops_tempo() const { return tempo_rejects || tempo_fatal != Fatal::never; }
};

}  // namespace tempo_admission::tempo
