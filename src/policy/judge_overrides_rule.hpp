// Judges the overrides files of one ConfigMap under one rule.
#pragma once

#include <optional>

#include "policy/judged_config_map.hpp"
#include "policy/tenant_findings.hpp"
#include "tempo_admission/policy/decide.hpp"

namespace tempo_admission::policy {

// Would Tempo load all of these texts? One that it refuses settles it; one that was not read to the
// end leaves it open.
class TempoVerdict {
 public:
  void add(std::optional<bool> accepts) {
    is_seen_ = true;
    is_refused_ = is_refused_ || accepts == false;
    is_open_ = is_open_ || !accepts;
  }
  [[nodiscard]] std::optional<bool> accepts() const {
    if (is_refused_) return false;
    return is_seen_ && !is_open_ ? std::optional(true) : std::nullopt;
  }

 private:
  bool is_seen_ = false;
  bool is_refused_ = false;
  bool is_open_ = false;
};

void judge_overrides_rule(const JudgedConfigMap& config_map, TenantFindings& findings,
                          TempoVerdict& verdict, Decision& decision);

}  // namespace tempo_admission::policy
