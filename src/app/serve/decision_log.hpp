// One line per decision: who requested what, which rules applied, the outcome and the duration.
// Never the object, an annotation's value or a credential.
#pragma once

#include <memory>
#include <string>

#include "app/serve/log.hpp"
#include "app/serve/stage_clock.hpp"
#include "tempo_admission/policy/admit.hpp"

namespace tempo_admission::app {

// Not thread-safe: one per worker.
class DecisionLog {
 public:
  DecisionLog(std::shared_ptr<LogChannel> channel, bool wanted)
      : channel_(std::move(channel)), wanted_(wanted) {}

  void write(const policy::Policy& policy, kube::Phase phase, const policy::Admission& admission,
             const StageTimes& times);
  // A request that failed with an error of ours. The exception's message is not logged, because it
  // may quote the object.
  void write_fault(kube::Phase phase);

 private:
  std::shared_ptr<LogChannel> channel_;
  bool wanted_;
  LogTime time_;
  TextBuffer line_;
};

}  // namespace tempo_admission::app
