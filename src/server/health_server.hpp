// GET /livez, /readyz and /metrics in the clear, on a port and with limits of their own, so that
// they answer while the HTTPS side is full. Lives on the control thread.
#pragma once

#include "server/listener.hpp"

namespace tempo_admission::server {

class HealthServer {
 public:
  HealthServer(Acceptor acceptor, Probes& probes);

  // Ends after close().
  Task<void> run();
  void close();

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  Task<void> serve(Socket socket);
  Task<void> pause();

  Acceptor acceptor_;
  Timer pause_;
  Probes& probes_;
  std::uint16_t port_;
  std::size_t open_ = 0;
};

}  // namespace tempo_admission::server
