// Passes at most ten events a second to the sink and counts the rest, so that bad clients cannot
// flood the log. Not thread-safe: each worker and the listener has its own.
#pragma once

#include <string>
#include <string_view>

#include "tempo_admission/server/application.hpp"
#include "tempo_admission/server/events.hpp"

namespace tempo_admission::server {

class EventLimiter {
 public:
  explicit EventLimiter(EventSink& sink) : sink_(sink) {}

  void report(Clock::time_point now, Event event) {
    if (now - window_start_ >= std::chrono::seconds(1)) {
      window_start_ = now;
      reported_ = 0;
    }
    if (reported_ == events_per_second) {
      ++suppressed_;
      return;
    }
    ++reported_;
    event.suppressed = suppressed_;
    suppressed_ = 0;
    sink_.on_event(event);
  }

 private:
  static constexpr unsigned events_per_second = 10;

  EventSink& sink_;
  Clock::time_point window_start_{};
  unsigned reported_ = 0;
  std::uint64_t suppressed_ = 0;
};

}  // namespace tempo_admission::server
