// Judges a per-tenant overrides file: whether Tempo would load it, and what users would regret.
// Knows nothing of Kubernetes objects, rules or modes. Pure: any thread may call these.
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

// What was found in one file. Tenant::block points into the file; everything else is owned.
struct OverridesJudgement {
  std::optional<bool> tempo_accepts;  // nullopt: one of our limits stopped the reading
  // True if Tempo loads the file and does not exit because of it; nullopt if unknown.
  std::optional<bool> tempo_runs;
  Diagnostics diagnostics;  // in the order of the file
  // The tenant of each diagnostic: an index into `tenants`, or UnlistedFinding::no_tenant.
  std::vector<std::uint32_t> diagnostic_tenants;
  std::size_t more_diagnostics = 0;  // found, but beyond max_diagnostics
  // The findings beyond max_diagnostics, and those that an alias repeats for another tenant, for
  // callers that change severities or ignore some findings.
  std::vector<UnlistedFinding> unlisted;
  std::size_t node_count = 0;  // of the YAML, as written
  bool hides_tenants = false;  // ${NAME} provides tenants that are not listed below
  // nullptr for no_tenant.
  [[nodiscard]] const Tenant* tenant_of(std::uint32_t index) const {
    return index < tenants.size() ? &tenants[index] : nullptr;
  }
  std::vector<Tenant> tenants;  // in the order of the file; only what could be read
};

// Total: any bytes, bounded work, no exception but std::bad_alloc. `text` must outlive the result.
[[nodiscard]] OverridesJudgement judge_overrides(std::string_view text,
                                                 const OverridesSettings& settings);

// For a Tempo that may be any of several versions: `settings.version`, the newest, or one of
// `others`. The file is read once. A finding that would stop Tempo stays an error only if no
// version runs the file; any other is a warning that names the versions. Unknown where the versions
// differ: tempo_accepts, tempo_runs. Tenants have the fields of all versions.
[[nodiscard]] OverridesJudgement judge_overrides_of_any(std::string_view text,
                                                        const OverridesSettings& settings,
                                                        const std::vector<Version>& others);

// The tenant's fields as YAML in the scoped format, ready to paste below `overrides:`. Secret
// values are left for the user to fill in.
[[nodiscard]] std::string scoped_form(const Tenant& tenant);

// True if the field exists in any known version ("ingestion.rate_limit_bytes"); for policies'
// `limits`. Sections are not fields; entries of maps are ("cost_attribution.dimensions.team").
[[nodiscard]] bool is_known_field(std::string_view scoped_path);
// True for a block of fields ("metrics_generator.forwarder").
[[nodiscard]] bool is_known_section(std::string_view scoped_path);
// True for one HTTP header of remote_write_headers: such names have no case.
[[nodiscard]] bool is_header_path(std::string_view scoped_path);
// All scoped paths except those inside lists, in the order of schema/fields.tsv. Views are valid
// for the life of the program.
[[nodiscard]] std::vector<std::string_view> known_fields();

}  // namespace tempo_admission::tempo
