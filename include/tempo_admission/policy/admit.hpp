// One AdmissionReview's bytes in, one answer's bytes out: decode, decide, encode.
// The server, `review`, `check`, the benchmarks and the fuzzers all call this and nothing else.
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

// Told when a stage ends; lets the caller measure without this room having a clock.
class StageObserver {
 public:
  virtual ~StageObserver() = default;
  virtual void decoded() = 0;
  virtual void decided() = 0;
  virtual void encoded() = 0;
};

struct Admission {
  std::uint16_t http_status = 200;  // 200, or 400 where the body is no AdmissionReview
  std::string body;                 // AdmissionReview, or a Status where http_status is not 200
  std::string error;                // why it is not 200
  kube::AdmissionRequest request;   // views into the text given; meaningless where not 200
  Decision decision;                // meaningless where not 200
};

// Owns the reader's memory; one per worker, not thread-safe.
class Admitter {
 public:
  explicit Admitter(kube::JsonLimits limits = {});
  // The Admission's views are valid until the next call and while the text lives. `now` is as in
  // decide().
  [[nodiscard]] Admission admit(const Policy& policy, kube::Phase phase, kube::JsonText body,
                                StageObserver* observer = nullptr,
                                std::optional<std::chrono::sys_seconds> now = std::nullopt);

 private:
  kube::JsonReader reader_;
};

}  // namespace tempo_admission::policy
