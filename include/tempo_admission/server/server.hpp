// The HTTPS server: listener, workers, TLS, limits, drain, and the plain-HTTP health port.
// Knows bytes, routes and certificates; no Kubernetes, no files, no signals, no log format.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/server/application.hpp"
#include "tempo_admission/server/limits.hpp"
#include "tempo_admission/server/tls_identity.hpp"

namespace tempo_admission::server {

struct Address {
  std::string host = "0.0.0.0";  // a literal IPv4 or IPv6 address
  std::uint16_t port = 0;        // 0: any free one
};

struct Options {
  Address listen{"0.0.0.0", 8443};
  Address health_listen{"0.0.0.0", 8080};
  std::size_t workers = 1;  // threads that serve HTTPS, one a core
  Limits limits;
};

// What happened to the server or to a connection; never one per request. Events of connections are
// limited to a few a second; `suppressed` says how many were dropped before this one.
struct Event {
  enum class Level : unsigned char { info, warning, error };
  Level level = Level::info;
  std::string_view message;  // constant, e.g. "tls handshake failed"
  std::string peer;          // empty where no client is concerned
  std::string detail;
  std::uint64_t suppressed = 0;
};

// Called on the server's threads, at any time, also several at once: must be thread-safe.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void on_event(const Event& event) noexcept = 0;
  // The last thread is about to end, after a drain or stop().
  virtual void on_stopped() noexcept {}
};

// Behind the health port; called on the server's control thread only.
class Probes {
 public:
  virtual ~Probes() = default;
  [[nodiscard]] virtual bool live() const { return true; }  // GET /livez: 200 or 503
  [[nodiscard]] virtual std::string why_not_ready()
      const = 0;                                    // GET /readyz: empty is 200, else 503
  [[nodiscard]] virtual std::string metrics() = 0;  // GET /metrics: Prometheus text
};

// Statuses that the server answers by itself, in the order of Counters::refused_requests.
inline constexpr std::array<std::uint16_t, 14> refusal_statuses{400, 404, 405, 408, 411, 413, 414,
                                                                415, 417, 431, 500, 501, 503, 504};

enum class TimeoutPhase : unsigned char { handshake, header, body, write, idle };
inline constexpr std::array<std::string_view, 5> timeout_phase_names{"handshake", "header", "body",
                                                                     "write", "idle"};

// A snapshot of all workers together. Counters never go back; open_connections and
// in_flight_bytes are levels.
struct Counters {
  std::uint64_t open_connections = 0;
  std::uint64_t in_flight_bytes = 0;  // bodies that wait for their last byte
  std::uint64_t accepted_connections = 0;
  std::uint64_t refused_connections = 0;       // above Limits::connections
  std::uint64_t refused_peer_connections = 0;  // above Limits::connections_per_peer
  std::uint64_t accept_failures = 0;           // e.g. no descriptors left
  std::uint64_t failed_handshakes = 0;
  std::uint64_t lost_connections = 0;  // the peer vanished within a request or an answer
  std::uint64_t requests = 0;          // handed to the application
  std::array<std::uint64_t, refusal_statuses.size()> refused_requests{};
  std::array<std::uint64_t, timeout_phase_names.size()> timeouts{};
};

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
