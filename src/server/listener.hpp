// Accepts connections and hands each to the worker with the fewest, within the limits. Lives on the
// control thread. Knows no TLS.
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

// Non-blocking, with the system's longest backlog.
[[nodiscard]] Result<Acceptor> listen_on(net::io_context& context, const Address& address);

class Listener {
 public:
  Listener(Acceptor acceptor, std::vector<std::unique_ptr<Worker>>& workers, ConnectionSlots& slots,
           EventSink& events);

  // Ends after close().
  Task<void> run();
  void close();

  [[nodiscard]] std::uint16_t port() const { return port_; }
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
