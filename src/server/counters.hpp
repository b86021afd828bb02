// What one worker counts. Written by its own thread only, so no lock and no locked instruction;
// read by any thread.
#pragma once

#include <array>
#include <cstdint>

#include "tempo_admission/server/counter.hpp"
#include "tempo_admission/server/totals.hpp"

namespace tempo_admission::server {

struct WorkerCounters {
  Counter failed_handshakes;
  Counter lost_connections;
  Counter requests;
  std::array<Counter, refusal_statuses.size()> refused_requests;
  std::array<Counter, timeout_phase_names.size()> timeouts;

  void count_refusal(std::uint16_t status) {
    for (std::size_t i = 0; i < refusal_statuses.size(); ++i)
      if (refusal_statuses[i] == status) refused_requests[i].add();
  }
  void count_timeout(TimeoutPhase phase) { timeouts[static_cast<std::size_t>(phase)].add(); }
};

// Written on the control thread only; read by any thread.
struct ListenerCounters {
  Counter accepted_connections;
  Counter refused_connections;
  Counter refused_peer_connections;
  Counter accept_failures;
};

}  // namespace tempo_admission::server
