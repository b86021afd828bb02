// Accepts connections and hands each one to the worker with the fewest, within the limits. Runs on
// the control thread. Knows no TLS.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/connection_slots.hpp"
#include "server/counters.hpp"
#include "server/event_limiter.hpp"
#include "server/networking.hpp"
#include "server/worker.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/server/options.hpp"

namespace tempo_admission::server {

using Acceptor = net::basic_socket_acceptor<Tcp, Executor>;

// Binds and listens, non-blocking, with the system's maximum backlog. "::" is dual-stack, whatever
// the system's default; where IPv6 is off it is 0.0.0.0. Error: one line, e.g. "cannot listen on
// 127.0.0.1:8443: Address already in use".
[[nodiscard]] Result<Acceptor> listen_on(net::io_context& context, const Address& address);

class Listener {
 public:
  Listener(Acceptor acceptor, std::vector<std::unique_ptr<Worker>>& workers, ConnectionSlots& slots,
           EventSink& events);

  // Returns after close(). The object must outlive it.
  Task<void> run();
  void close();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // From any thread.
  [[nodiscard]] const ListenerCounters& counters() const { return counters_; }

 private:
  enum class Outcome : unsigned char { taken, nobody_waits, out_of_resources };

  [[nodiscard]] Outcome accept_one();
  void admit(Descriptor descriptor, Family family, std::string peer);
  Task<void> back_off();

  Acceptor acceptor_;
  Timer pause_;
  std::vector<std::unique_ptr<Worker>>& workers_;
  ConnectionSlots& slots_;
  EventLimiter events_;
  ListenerCounters counters_;
  std::uint16_t port_;
};

}  // namespace tempo_admission::server
