// Every bound of the HTTPS server in one place, with its default. Bounds are promises: each is
// tested at its edge. Knows no defaults of the program that runs the server.
#pragma once

#include <chrono>
#include <cstddef>

namespace tempo_admission::server {

struct Limits {
  // A legal UPDATE of a ConfigMap can reach 15 MiB: two objects of 1.25 MiB, "<" escaped to six
  // bytes. Above: 413.
  std::size_t body_bytes = std::size_t{16} << 20;
  std::size_t header_bytes = std::size_t{16} << 10;  // request line and fields; above: 431
  std::size_t header_count = 100;                    // above: 431
  std::size_t target_bytes = 4096;                   // above: 414
  // Connections on all workers together; above, a new one is closed at once. Lowered at start to
  // what the descriptor limit of the process allows. A hostile one costs some 55 KiB.
  std::size_t connections = 2048;
  // One address may be a whole control plane behind NAT: five API servers with 200 calls each.
  std::size_t connections_per_peer = 1024;
  // Bodies above 16 KiB, being read and answered on all workers; above: 503 with Retry-After: 1.
  std::size_t in_flight_bytes = std::size_t{64} << 20;

  // Steady clock. Looked at in ticks, so an expiry may come up to a quarter of a second late.
  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds header_timeout{10'000};  // first byte to the empty line
  std::chrono::milliseconds body_timeout{15'000};    // or what `?timeout=` leaves, if less
  std::chrono::milliseconds write_timeout{10'000};
  // The API server keeps idle connections 90 s and never repeats a POST: ours must be longer.
  std::chrono::milliseconds idle_timeout{150'000};
  // After an answer given before the whole body was read: how long and how much is still read and
  // dropped so that the client can see the answer.
  std::chrono::milliseconds linger_timeout{5'000};
  std::size_t linger_bytes = std::size_t{64} << 20;

  std::chrono::milliseconds drain_delay{10'000};    // goes on accepting this long after begin_drain
  std::chrono::milliseconds drain_timeout{20'000};  // then waits this long for running requests
};

}  // namespace tempo_admission::server
