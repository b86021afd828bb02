// Judges subjects with the function that the server calls, decide(): mutate, apply the patch,
// validate. Knows nothing of files or formats.
#pragma once

#include <optional>
#include <string>

#include "app/check/subject.hpp"
#include "app/report/report.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/policy/decide.hpp"

namespace tempo_admission::app {

// Owns its policy and JSON readers. Not thread-safe.
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
  // An object may be nested as deep as it may be inside a review, two levels down.
  static constexpr std::size_t levels_of_review = 2;

  // The request, valid until the next one is read.
  Result<kube::AdmissionRequest> read(const Subject& subject, const std::string& json);
  void judge(kube::Phase phase, const kube::AdmissionRequest& request, const Subject& subject,
             const LineIndex& file, std::optional<CheckResult>& result) const;

  policy::Policy policy_;
  std::optional<kube::Phase> phase_;
  kube::JsonReader review_reader_;
  kube::JsonReader object_reader_{{.max_depth = kube::JsonLimits{}.max_depth - levels_of_review}};
};

}  // namespace tempo_admission::app
