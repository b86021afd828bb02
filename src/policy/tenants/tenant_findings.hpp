// Collects the findings of one rule in one ConfigMap, with the severity that the policy sets.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/model/model.hpp"
#include "tempo_admission/base/finding_info.hpp"
#include "tempo_admission/policy/finding.hpp"

namespace tempo_admission::policy {

class TenantFindings {
 public:
  TenantFindings(const Model& model, const TenantRule& rule) : model_(model), rule_(rule) {}

  void note(const std::string& key, Diagnostic what);
  void note_all(const std::string& key, Diagnostics faults);
  // A finding that existed before this change: reported as a warning.
  void note_old(const std::string& key, Diagnostic what);
  // Counts findings that were not kept and are at most warnings.
  void count_more(std::size_t findings) { more_ += findings; }
  // Records an error that was not kept, so that the verdict includes it.
  void note_unlisted_error(const std::string& key, std::string_view code, Position position);

  // Returns the findings in the order they were added; call it once. Findings above the cap are
  // counted in a finding of their own: warnings are dropped first, findings that stop Tempo never.
  [[nodiscard]] std::vector<Finding> take();

 private:
  void keep(const std::string& key, Diagnostic what);

  const Model& model_;
  const TenantRule& rule_;
  std::vector<Finding> findings_;
  std::array<std::size_t, 2> kept_{};  // by weight
  std::size_t more_ = 0;
  std::optional<Finding> unlisted_error_;  // the first
};

// Builds a diagnostic of severity error for a requirement of the policy.
[[nodiscard]] Diagnostic tenant_fault(const FindingInfo& info, std::string message,
                                      std::string path, Position position, std::string hint = {});
// The same about who makes the change, not about the object.
[[nodiscard]] Diagnostic caller_fault(const FindingInfo& info, std::string message,
                                      std::string hint);

}  // namespace tempo_admission::policy
