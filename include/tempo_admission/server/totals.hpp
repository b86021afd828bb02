// What the server counts: a snapshot for metrics. Knows no metric names.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tempo_admission::server {

// Statuses that the server sends itself, in the order of Counters::refused_requests.
inline constexpr std::array<std::uint16_t, 14> refusal_statuses{400, 404, 405, 408, 411, 413, 414,
                                                                415, 417, 431, 500, 501, 503, 504};

// What a connection was waiting for when its time ran out, in the order of Counters::timeouts.
enum class TimeoutPhase : unsigned char { handshake, header, body, write, idle };
inline constexpr std::array<std::string_view, 5> timeout_phase_names{"handshake", "header", "body",
                                                                     "write", "idle"};

// Sums over all workers, read while they run, so related numbers may differ by a few. Counters
// never decrease; open_connections and in_flight_bytes are gauges.
struct Counters {
  std::uint64_t open_connections = 0;
  std::uint64_t in_flight_bytes = 0;  // charged for bodies over 16 KiB
  std::uint64_t accepted_connections = 0;
  std::uint64_t refused_connections = 0;       // above Limits::connections
  std::uint64_t refused_peer_connections = 0;  // above Limits::connections_per_peer
  std::uint64_t accept_failures = 0;           // e.g. no descriptors left
  std::uint64_t failed_handshakes = 0;
  std::uint64_t lost_connections = 0;  // the peer disconnected during a request or an answer
  std::uint64_t requests = 0;          // handed to the application
  std::array<std::uint64_t, refusal_statuses.size()> refused_requests{};
  std::array<std::uint64_t, timeout_phase_names.size()> timeouts{};
};

}  // namespace tempo_admission::server
