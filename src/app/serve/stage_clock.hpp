// Measures the duration of each stage of one admission.
#pragma once

#include <chrono>

#include "tempo_admission/policy/admit.hpp"

namespace tempo_admission::app {

struct StageTimes {
  std::chrono::nanoseconds decode{};
  std::chrono::nanoseconds decide{};
  std::chrono::nanoseconds encode{};

  [[nodiscard]] std::chrono::nanoseconds total() const { return decode + decide + encode; }
};

// Starts when constructed; use one per admission.
class StageClock final : public policy::StageObserver {
 public:
  void decoded() override { times_.decode = lap(); }
  void decided() override { times_.decide = lap(); }
  void encoded() override { times_.encode = lap(); }
  [[nodiscard]] const StageTimes& times() const { return times_; }

 private:
  std::chrono::nanoseconds lap() {
    const auto now = std::chrono::steady_clock::now();
    return now - std::exchange(last_, now);
  }

  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  StageTimes times_;
};

}  // namespace tempo_admission::app
