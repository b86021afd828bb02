// One line for each decision: who asked for what, which rules spoke, what came of it, how long it
// took. Never the object, never the value of an annotation, never a credential.
#pragma once

#include <memory>
#include <string>

#include "app/serve/log.hpp"
#include "app/serve/stage_clock.hpp"
#include "tempo_admission/policy/admit.hpp"

namespace tempo_admission::app {

// Of one worker: not thread-safe.
class DecisionLog {
 public:
  DecisionLog(std::shared_ptr<LogChannel> channel, bool wanted)
      : channel_(std::move(channel)), wanted_(wanted) {}

  void write(const policy::Policy& policy, kube::Phase phase, const policy::Admission& admission,
             const StageTimes& times);
  // A request that ended in a fault of ours. What was thrown is not told: it may quote the object.
  void write_fault(kube::Phase phase);

 private:
  std::shared_ptr<LogChannel> channel_;
  bool wanted_;
  LogTime time_;
  TextBuffer line_;
};

}  // namespace tempo_admission::app
