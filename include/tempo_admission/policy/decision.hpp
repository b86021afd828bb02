// The answer to one admission request: what the caller receives and what is only recorded. Knows
// nothing of how it was reached.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tempo_admission/kube/json_patch.hpp"
#include "tempo_admission/kube/status.hpp"
#include "tempo_admission/policy/finding.hpp"
#include "tempo_admission/tempo/version.hpp"

namespace tempo_admission::policy {

// A change to one tenant, for the audit record. Values of secret fields are "<redacted>".
struct TenantChange {
  enum class What : std::uint8_t { added, removed, changed } what = What::changed;
  std::string tenant;
  std::string field;  // scoped path; empty for added and removed
  std::string before;
  std::string after;
};

// A rule that selected the object, and what it did or would have done.
struct RuleHit {
  std::size_t rule = 0;  // index into Policy::rules()
  Mode mode = Mode::off;
  bool would_patch = false;  // it had annotations to add (added when mode is enforce)
  bool would_deny = false;   // it has a finding of severity error (denied when mode is enforce)
};

struct Decision {
  bool allowed = true;
  std::vector<kube::PatchOp>
      patch;  // sent: of rules in enforce; empty unless the phase is mutate and allowed
  std::vector<kube::PatchOp>
      would_patch;                // not sent: what rules in warn and audit would have added
  std::vector<Finding> findings;  // every broken rule, in policy order
  std::vector<RuleHit> rules;     // every rule that selected the object; empty: no rule applies
  std::optional<kube::Status> denial;  // present exactly when not allowed
  std::vector<std::string> warnings;   // to the caller: few, each safe as an HTTP Warning header
  std::vector<std::pair<std::string, std::string>>
      audit_annotations;              // sorted; deterministic for the object
  std::vector<TenantChange> changes;  // in a tenant ConfigMap
  std::optional<bool> tempo_accepts;  // would this Tempo load the file? nullopt: no overrides file,
                                      // or not read to the end
  std::optional<bool> tempo_runs;     // and run with it? false also where a finding is fatal
  std::optional<tempo::Version> tempo_version;  // the version it was judged for
  // "flag", "rule", "label", "default"; "unknown": `tempo_version` is the newest of several; or
  // empty
  std::string_view tempo_version_from;
};

}  // namespace tempo_admission::policy
