// The part of a connection that its worker's clock needs: the phase and its deadline. Knows no
// bytes. Used on the worker's thread only.
#pragma once

#include <boost/intrusive/list.hpp>

#include "tempo_admission/server/application.hpp"
#include "tempo_admission/server/totals.hpp"

namespace tempo_admission::server {

// Why a wait ended before the stream was ready.
enum class Interruption : unsigned char { none, timeout, shutdown };

class TimedConnection : public boost::intrusive::list_base_hook<
                            boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  TimedConnection(const TimedConnection&) = delete;
  TimedConnection& operator=(const TimedConnection&) = delete;

  // Called by the worker on each tick: one comparison instead of one timer per phase.
  void expire_if_due(Clock::time_point now) {
    if (now >= deadline_ && interruption_ == Interruption::none) interrupt(Interruption::timeout);
  }
  // Ends the current wait; a shutdown is permanent, a timeout is cleared by the next enter().
  void interrupt(Interruption why) {
    interruption_ = why;
    end_wait();
  }
  // True between two requests, when no client waits for an answer.
  [[nodiscard]] bool is_idle() const { return phase_ == TimeoutPhase::idle; }

 protected:
  TimedConnection() = default;
  ~TimedConnection() = default;

  virtual void end_wait() = 0;

  void enter(TimeoutPhase phase, Clock::time_point deadline) {
    phase_ = phase;
    deadline_ = deadline;
    if (interruption_ == Interruption::timeout) interruption_ = Interruption::none;
  }
  [[nodiscard]] TimeoutPhase phase() const { return phase_; }
  [[nodiscard]] Interruption interruption() const { return interruption_; }

 private:
  Clock::time_point deadline_ = Clock::time_point::max();
  TimeoutPhase phase_ = TimeoutPhase::handshake;
  Interruption interruption_ = Interruption::none;
};

using ConnectionList =
    boost::intrusive::list<TimedConnection, boost::intrusive::constant_time_size<false>>;

}  // namespace tempo_admission::server
