// Chooses the Tempo versions to judge for: the flag, else the rule, else the label, else the
// default, else every version that may run.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "policy/model/model.hpp"
#include "tempo_admission/kube/object.hpp"

namespace tempo_admission::policy {

struct ChosenVersion {
  tempo::Version version = tempo::Version::v3_0;
  // "flag", "rule", "label", "default", or "unknown": `version` is the newest of those that may
  // run.
  std::string_view from;
  std::optional<Diagnostic> doubt;     // about the label
  std::vector<tempo::Version> others;  // that may run as well, ascending; only if "unknown"

  [[nodiscard]] bool is_same(const ChosenVersion& other) const {
    return version == other.version && others == other.others;
  }
};

[[nodiscard]] ChosenVersion choose_version(const TempoSettings& settings, const TenantRule& rule,
                                           const kube::Object& config_map);

// A warning if an update lowers or removes the label that gave the version. Where the policy lists
// the versions that run, the list decides instead.
[[nodiscard]] Diagnostics check_lowered(const TempoSettings& settings, const ChosenVersion& before,
                                        const ChosenVersion& after);

}  // namespace tempo_admission::policy
