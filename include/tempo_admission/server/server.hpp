// The HTTPS server: listener, workers, TLS, limits, drain, and the plain-HTTP health port.
// Knows bytes, routes and certificates; no Kubernetes, no files, no signals, no log format.
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

class Server {
 public:
  using ApplicationFactory = std::function<std::unique_ptr<Application>(std::size_t worker)>;

  // Binds both ports and starts the threads; serves when this returns. Fails with one line, e.g.
  // "cannot listen on 0.0.0.0:8443: Address already in use". `probes` and `events` outlive the
  // server. The factory is called once a worker, here.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const Options& options,
                                                             const TlsIdentity& identity,
                                                             const ApplicationFactory& factory,
                                                             Probes& probes, EventSink& events);
  ~Server();  // stop() and join()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;  // as bound
  [[nodiscard]] std::uint16_t health_port() const;
  [[nodiscard]] std::size_t workers() const;

  // New handshakes use `identity` as soon as their worker has seen it; open connections live on.
  // The contexts are built before anything changes: on failure all stays as it was.
  [[nodiscard]] Result<void> use(const TlsIdentity& identity);
  // Runs `visit` once on each worker's thread, soon and in order; the way to swap a policy.
  void visit_applications(std::function<void(std::size_t worker, Application&)> visit);

  // From now on every answer says Connection: close. Accepts for Limits::drain_delay more, then
  // lets running requests end (Limits::drain_timeout), closes idle connections last and stops.
  void begin_drain();
  // Closes everything now. The health port ends with it.
  void stop();
  // Returns when all threads have ended.
  void join();

  [[nodiscard]] Counters counters() const;  // from any thread

 private:
  class Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tempo_admission::server
