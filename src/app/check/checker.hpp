// Judges subjects with the function that the server calls: mutate, apply the patch, validate. Knows
// nothing of files or formats.
#pragma once

#include <optional>
#include <string>

#include "app/check/subject.hpp"
#include "app/report/report.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/policy/admit.hpp"

namespace tempo_admission::app {

// Owns its policy and JSON reader. Not thread-safe.
class Checker {
 public:
  // With a phase, runs only that one; else mutate, then validate the result.
  Checker(policy::Policy policy, std::optional<kube::Phase> phase)
      : policy_(std::move(policy)), phase_(phase) {}

  [[nodiscard]] const policy::Policy& policy_in_use() const { return policy_; }

  // Returns nullopt if no rule selects the object. Error: why the server would not answer 200.
  // `file` maps positions in the subject to the file.
  [[nodiscard]] Result<std::optional<CheckResult>> check(const Subject& subject,
                                                         const LineIndex& file);

 private:
  Result<void> run_phase(kube::Phase phase, const std::string& review, const Subject& subject,
                         const LineIndex& file, std::optional<CheckResult>& result);

  policy::Policy policy_;
  std::optional<kube::Phase> phase_;
  policy::Admitter admitter_;
};

}  // namespace tempo_admission::app
