// GET /livez, /readyz and /metrics over plain HTTP, on a separate port with separate limits, so
// that they answer while the HTTPS side is full. Runs on the control thread.
#pragma once

#include <map>

#include "server/listener.hpp"
#include "tempo_admission/server/options.hpp"
#include "tempo_admission/server/probes.hpp"

namespace tempo_admission::server {

class HealthServer {
 public:
  // Above `max_connections`, or if descriptors run out, a new connection replaces the oldest.
  HealthServer(Acceptor acceptor, Probes& probes, std::size_t max_connections);

  // Returns after close(). The object must outlive it.
  Task<void> run();
  void close();

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  Task<void> serve(Socket socket);
  Task<void> pause();
  std::uint64_t take_place(Socket& socket);
  void close_oldest();

  Acceptor acceptor_;
  Timer pause_;
  Probes& probes_;
  std::size_t max_connections_;
  std::uint16_t port_;
  std::map<std::uint64_t, Socket*> open_;  // oldest first
  std::uint64_t next_place_ = 0;
};

}  // namespace tempo_admission::server
