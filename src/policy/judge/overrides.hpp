// Judges the overrides files of one ConfigMap under one rule.
#pragma once

#include <optional>

#include "policy/judge/config_map_under_rule.hpp"
#include "policy/tenants/tenant_findings.hpp"
#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

// One answer for several files: false if any is false, else nullopt if any is unknown or there is
// none.
class JointAnswer {
 public:
  void add(std::optional<bool> answer) {
    is_seen_ = true;
    is_false_ = is_false_ || answer == false;
    is_open_ = is_open_ || !answer;
  }
  [[nodiscard]] std::optional<bool> value() const {
    if (is_false_) return false;
    return is_seen_ && !is_open_ ? std::optional(true) : std::nullopt;
  }

 private:
  bool is_seen_ = false;
  bool is_false_ = false;
  bool is_open_ = false;
};

// The verdict on all overrides files of one object.
struct TempoVerdict {
  JointAnswer accepts;  // would Tempo load them?
  JointAnswer runs;     // and run with them?
};

void judge_overrides_rule(const ConfigMapUnderRule& config_map, TenantFindings& findings,
                          TempoVerdict& verdict, Decision& decision);

}  // namespace tempo_admission::policy
