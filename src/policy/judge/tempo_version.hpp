// Chooses the Tempo version to judge for: the flag, else the rule, else the label, else the
// default.
#pragma once

#include <optional>
#include <string_view>

#include "policy/model/model.hpp"
#include "tempo_admission/kube/object.hpp"

namespace tempo_admission::policy {

struct ChosenVersion {
  tempo::Version version = tempo::Version::v3_0;
  std::string_view from;            // "flag", "rule", "label", "default"
  std::optional<Diagnostic> doubt;  // a warning about the label
};

[[nodiscard]] ChosenVersion choose_version(const TempoSettings& settings, const TenantRule& rule,
                                           const kube::Object& config_map);

}  // namespace tempo_admission::policy
