// A per-tenant overrides file, judged as Tempo itself would judge it, and then better.
// Knows nothing of Kubernetes objects, rules or modes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/tempo/overrides_settings.hpp"
#include "tempo_admission/tempo/tenant.hpp"
#include "tempo_admission/tempo/unlisted_finding.hpp"

namespace tempo_admission::tempo {

struct OverridesJudgement {
  std::optional<bool> tempo_accepts;  // nothing: a limit of ours stopped the reading
  // Does it load the file, and not end because of it? Nothing where that is not known.
  std::optional<bool> tempo_runs;
  Diagnostics diagnostics;  // in the order of the text
  // Whose block each of them is in: an index into `tenants`, or UnlistedFinding::no_tenant.
  std::vector<std::uint32_t> diagnostic_tenants;
  std::size_t more_diagnostics = 0;  // found, but over max_diagnostics
  // Each of those, and findings that an alias repeats for a further tenant: whoever makes errors of
  // warnings, or passes over some, looks at these too.
  std::vector<UnlistedFinding> unlisted;
  std::size_t node_count = 0;  // of the YAML, as written
  // null for no_tenant.
  [[nodiscard]] const Tenant* tenant_of(std::uint32_t index) const {
    return index < tenants.size() ? &tenants[index] : nullptr;
  }
  std::vector<Tenant> tenants;  // in the order of the text; of what could be read
};

// Total: any bytes, bounded work, no exception.
[[nodiscard]] OverridesJudgement judge_overrides(std::string_view text,
                                                 const OverridesSettings& settings);

// The tenant's fields in the scoped format of today, as YAML ready to paste below `overrides:`.
// Secrets are left to be filled in.
[[nodiscard]] std::string scoped_form(const Tenant& tenant);

// Whether a field path exists in any known version ("ingestion.rate_limit_bytes"); for policies'
// `limits`. Map-valued paths ("cost_attribution.dimensions.team") count where their parent is a
// map.
[[nodiscard]] bool is_known_field(std::string_view scoped_path);
[[nodiscard]] std::vector<std::string_view> known_fields();

}  // namespace tempo_admission::tempo
