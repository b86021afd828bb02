// Every bound of the HTTPS server in one place, with its default. Bounds are promises: each is
// tested at its edge. docs/limits.md lists them. Immutable once the server has started.
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
  // Connections on all workers together; above it a new one is closed at once. Lowered at start to
  // what the process's descriptor limit allows. A hostile connection costs about 55 KiB.
  std::size_t connections = 2048;
  // Per client address, which may be a whole control plane that uses NAT: five API servers with 200
  // calls each.
  std::size_t connections_per_peer = 1024;
  // Total bytes of request bodies over 16 KiB in flight on all workers; above it: 503 with
  // Retry-After: 1.
  std::size_t in_flight_bytes = std::size_t{64} << 20;

  // Checked in ticks, so a timeout may fire up to a quarter of a second late.
  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds header_timeout{10'000};  // first byte to the empty line
  std::chrono::milliseconds body_timeout{15'000};    // or what remains of `?timeout=`, if less
  std::chrono::milliseconds write_timeout{10'000};
  // The API server keeps idle connections for 90 s and never retries a POST, so ours must be
  // longer.
  std::chrono::milliseconds idle_timeout{150'000};
  // After an answer sent before the whole body was read: how long and how many bytes are still read
  // and discarded, so that the client receives the answer.
  std::chrono::milliseconds linger_timeout{5'000};
  std::size_t linger_bytes = std::size_t{64} << 20;

  std::chrono::milliseconds drain_delay{10'000};    // keeps accepting this long after begin_drain()
  std::chrono::milliseconds drain_timeout{20'000};  // then waits this long for running requests
};

}  // namespace tempo_admission::server
