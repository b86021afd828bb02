// What a verdict needs of a finding that nobody describes.
#pragma once

#include <cstdint>
#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission::tempo {

// A finding that was not put into words because there are too many: what a verdict needs of it.
struct UnlistedFinding {
  static constexpr std::uint32_t no_tenant = 0xFFFFFFFF;
  std::string_view code;  // a literal; empty for an error in the YAML itself
  Position position;
  std::uint32_t tenant = no_tenant;  // index into OverridesJudgement::tenants
  bool tempo_rejects = false;
  Fatal tempo_fatal = Fatal::never;

  [[nodiscard]] bool stops_tempo() const { return tempo_rejects || tempo_fatal != Fatal::never; }
};

}  // namespace tempo_admission::tempo
