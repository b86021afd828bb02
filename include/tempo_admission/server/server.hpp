// The HTTPS server: listener, workers, TLS, limits, drain, and the plain-HTTP health port. Knows
// bytes, routes and certificates; not Kubernetes, files, signals or log formats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/server/application.hpp"
#include "tempo_admission/server/events.hpp"
#include "tempo_admission/server/options.hpp"
#include "tempo_admission/server/probes.hpp"
#include "tempo_admission/server/tls_identity.hpp"
#include "tempo_admission/server/totals.hpp"

namespace tempo_admission::server {

// Owns one thread per worker and one control thread, which runs the listener, the health port and
// the drain. Except for the destructor, members may be called a snapshot; join() and the destructor
// must not run on the server's own threads.
class Server {
 public:
  // Makes the application of one worker; the worker owns it.
  using ApplicationFactory = std::function<std::unique_ptr<Application>(std::size_t worker)>;

  // Binds both ports and starts the threads; the server is accepting when this returns. Error: one
  // line, e.g. "cannot listen on 127.0.0.1:8443: Address already in use". `probes` and `events`
  // must outlive the server. `factory` is called once per worker, on the calling thread.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const Options& options,
                                                             const TlsIdentity& identity,
                                                             const ApplicationFactory& factory,
                                                             Probes& probes, EventSink& events);
  ~Server();  // stop() and join()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;  // the bound port
  [[nodiscard]] std::uint16_t health_port() const;
  [[nodiscard]] std::size_t workers() const;

  // New handshakes use `identity` as soon as their worker has received it; open connections stay
  // open. On error nothing has changed.
  [[nodiscard]] Result<void> use(const TlsIdentity& identity);
  // Runs a copy of `visit` once on each worker's thread, in the order of the calls, and returns
  // without waiting. Several workers may run it at the same time. Used to swap the policy.
  void visit_applications(std::function<void(std::size_t worker, Application&)> visit);

  // Starts a drain and returns; further calls do nothing. Every answer then has Connection: close.
  // The server accepts for another Limits::drain_delay, gives running requests
  // Limits::drain_timeout to finish, closes idle connections last, and stops.
  void begin_drain();
  // Closes all connections and both ports without waiting for requests; returns at once.
  void stop();
  // Blocks until all threads have ended.
  void join();

  [[nodiscard]] Counters counters() const;  // from any thread

 private:
  class Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tempo_admission::server
