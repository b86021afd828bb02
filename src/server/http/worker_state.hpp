// What the connections of one worker share: limits, application, counters, memory. Used on the
// worker's thread only, except that any thread may read the counters. Knows no thread or socket, so
// that tests and the fuzzer can create one. References must outlive it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "server/counters.hpp"
#include "server/event_limiter.hpp"
#include "server/http/body_buffer.hpp"
#include "server/http/timed_connection.hpp"
#include "tempo_admission/server/application.hpp"
#include "tempo_admission/server/limits.hpp"

namespace tempo_admission::server {

struct WorkerState {
  WorkerState(const Limits& the_limits, Application& the_application, BodyBudget& the_budget,
              EventSink& sink)
      : limits(the_limits), application(the_application), budget(the_budget), events(sink) {}

  // Two TLS records fit; a request that arrives in one piece is answered from here.
  static constexpr std::size_t shared_input_bytes = std::size_t{32} << 10;

  const Limits& limits;
  Application& application;
  BodyBudget& budget;
  WorkerCounters counters;
  EventLimiter events;
  ConnectionList connections;
  std::vector<char> shared_input = std::vector<char>(shared_input_bytes + body_slack_bytes);
  // Both are refreshed by the worker once per tick; phases need no finer clock.
  Clock::time_point now = Clock::now();
  std::string date;       // for the Date field
  bool draining = false;  // every answer says Connection: close
};

}  // namespace tempo_admission::server
