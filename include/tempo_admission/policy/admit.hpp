// Turns the bytes of an AdmissionReview into the bytes of its answer: decode, decide, encode. The
// server, `review`, the benchmarks and the fuzzers call this and nothing else.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/kube/json_value.hpp"
#include "tempo_admission/policy/decide.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::policy {

// Called at the end of each stage, so that the caller can measure time; this room has no clock. A
// request rejected with 400 does not reach the later stages.
class StageObserver {
 public:
  virtual ~StageObserver() = default;
  virtual void decoded() = 0;
  virtual void decided() = 0;
  virtual void encoded() = 0;
};

struct Admission {
  std::uint16_t http_status = 200;  // 200, or 400 if the body is not an AdmissionReview
  std::string body;                 // AdmissionReview, or a Status if http_status is not 200
  std::string error;                // why it is not 200
  kube::AdmissionRequest request;   // views into the body; meaningless if not 200
  Decision decision;                // meaningless if not 200
};

// Owns the JSON reader and its memory. Not thread-safe: use one per worker.
class Admitter {
 public:
  explicit Admitter(kube::JsonLimits limits = {});
  // The views in the result are valid until the next call and only while `body` is. `observer` may
  // be null. `now`: see decide().
  [[nodiscard]] Admission admit(const Policy& policy, kube::Phase phase, kube::JsonText body,
                                StageObserver* observer = nullptr,
                                std::optional<std::chrono::sys_seconds> now = std::nullopt);

 private:
  kube::JsonReader reader_;
};

}  // namespace tempo_admission::policy
