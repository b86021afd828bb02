#include "tempo_admission/server/server.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "server/health_server.hpp"
#include "server/listener.hpp"
#include "server/thread_signals.hpp"
#include "server/tls/context.hpp"
#include "server/worker.hpp"

namespace tempo_admission::server {
namespace {

// Reserved for listeners, the health port, files being reloaded and the log.
constexpr std::size_t spare_descriptors = 128;
constexpr std::size_t max_health_connections = 64;

// Half of the descriptors if there are few.
std::size_t connections_within(std::size_t descriptors) {
  return descriptors > 2 * spare_descriptors ? descriptors - spare_descriptors : descriptors / 2;
}

// Leaves most of what is reserved to the others.
std::size_t health_connections_within(std::size_t descriptors) {
  return std::clamp<std::size_t>(descriptors / 8, 1, max_health_connections);
}

// The soft limit of the process; nullopt if unlimited or unknown.
std::optional<std::size_t> descriptor_limit() {
  rlimit descriptors{};
  if (::getrlimit(RLIMIT_NOFILE, &descriptors) != 0 || descriptors.rlim_cur == RLIM_INFINITY)
    return std::nullopt;
  return descriptors.rlim_cur;
}

Limits within_descriptor_limit(Limits limits) {
  if (const auto descriptors = descriptor_limit())
    limits.connections = std::min(limits.connections, connections_within(*descriptors));
  return limits;
}

std::size_t health_connections() {
  const auto descriptors = descriptor_limit();
  return descriptors ? health_connections_within(*descriptors) : max_health_connections;
}

Result<std::vector<ContextHandle>> make_contexts(const TlsIdentity& identity, std::size_t count) {
  std::vector<ContextHandle> contexts;
  for (std::size_t i = 0; i < count; ++i) {
    auto context = make_tls_context(identity);
    if (!context) return tl::unexpected(context.error());
    contexts.push_back(std::move(*context));
  }
  return contexts;
}

}  // namespace

// The control thread runs the listener, the health port and the drain; workers run the rest.
class Server::Parts {
 public:
  Parts(const Options& options, EventSink& events)
      : limits_(within_descriptor_limit(options.limits)),
        budget_(limits_.in_flight_bytes),
        slots_(limits_.connections, limits_.connections_per_peer),
        events_(events),
        work_(context_.get_executor()),
        timer_(context_) {}

  Result<void> bind(const Options& options, Probes& probes) {
    auto acceptor = listen_on(context_, options.listen);
    if (!acceptor) return tl::unexpected(acceptor.error());
    auto health_acceptor = listen_on(context_, options.health_listen);
    if (!health_acceptor) return tl::unexpected(health_acceptor.error());
    listener_.emplace(std::move(*acceptor), workers_, slots_, events_);
    health_.emplace(std::move(*health_acceptor), probes, health_connections());
    return {};
  }

  void add_worker(std::unique_ptr<Application> application, ContextHandle context) {
    workers_.push_back(std::make_unique<Worker>(workers_.size(), limits_, std::move(application),
                                                std::move(context), budget_, events_));
  }

  void start() {
    running_workers_ = workers_.size();
    for (const auto& worker : workers_)
      worker->start([this] { net::post(context_, [this] { on_worker_ended(); }); });
    net::co_spawn(context_, listener_->run(), net::detached);
    net::co_spawn(context_, health_->run(), net::detached);
    thread_ = std::thread(&Parts::run, this);
  }

  void begin_drain() {
    net::post(context_, [this] {
      if (!std::exchange(is_draining_, true)) net::co_spawn(context_, drain(), net::detached);
    });
  }

  void stop() {
    net::post(context_, [this] { end_workers(); });
  }

  void join() {
    const std::lock_guard lock(join_mutex_);
    if (thread_.joinable()) thread_.join();
    for (const auto& worker : workers_) worker->join();
  }

  std::vector<std::unique_ptr<Worker>>& workers() { return workers_; }
  [[nodiscard]] const Listener& listener() const { return *listener_; }
  [[nodiscard]] const HealthServer& health() const { return *health_; }
  [[nodiscard]] const BodyBudget& budget() const { return budget_; }
  [[nodiscard]] const ConnectionSlots& slots() const { return slots_; }

 private:
  void run() {
    block_signals();
    context_.run();
    events_.on_stopped();
  }

  Task<void> drain() {
    for (const auto& worker : workers_) worker->drain();
    events_.on_event({Event::Level::info, "draining", "", "", 0});
    co_await sleep(limits_.drain_delay);
    listener_->close();
    for (const auto& worker : workers_) worker->finish();
    if (running_workers_ > 0) co_await sleep(limits_.drain_timeout);
    end_workers();
  }

  Task<void> sleep(std::chrono::milliseconds time) {
    if (is_ending_) co_return;
    timer_.expires_after(time);
    ErrorCode ignored;
    co_await timer_.async_wait(net::redirect_error(use_task, ignored));
  }

  void end_workers() {
    is_ending_ = true;
    listener_->close();
    timer_.cancel();
    for (const auto& worker : workers_) worker->stop();
  }

  void on_worker_ended() {
    if (--running_workers_ > 0) return;
    is_ending_ = true;
    timer_.cancel();
    health_->close();
    work_.reset();
    context_.stop();  // health connections end here
  }

  const Limits limits_;
  BodyBudget budget_;
  ConnectionSlots slots_;
  EventSink& events_;
  net::io_context context_{1};
  net::executor_work_guard<Executor> work_;
  Timer timer_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::optional<Listener> listener_;
  std::optional<HealthServer> health_;
  std::size_t running_workers_ = 0;
  bool is_draining_ = false;
  bool is_ending_ = false;
  std::mutex join_mutex_;
  std::thread thread_;
};

Result<std::unique_ptr<Server>> Server::start(const Options& options, const TlsIdentity& identity,
                                              const ApplicationFactory& factory, Probes& probes,
                                              EventSink& events) {
  auto parts = std::make_unique<Parts>(options, events);
  if (const auto bound = parts->bind(options, probes); !bound) return tl::unexpected(bound.error());
  auto contexts = make_contexts(identity, std::max<std::size_t>(options.workers, 1));
  if (!contexts) return tl::unexpected(contexts.error());
  for (std::size_t i = 0; i < contexts->size(); ++i)
    parts->add_worker(factory(i), std::move((*contexts)[i]));
  parts->start();
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Server::~Server() {
  stop();
  join();
}

std::uint16_t Server::port() const {
  return parts_->listener().port();
}
std::uint16_t Server::health_port() const {
  return parts_->health().port();
}
std::size_t Server::workers() const {
  return parts_->workers().size();
}

Result<void> Server::use(const TlsIdentity& identity) {
  auto contexts = make_contexts(identity, workers());
  if (!contexts) return tl::unexpected(contexts.error());
  for (std::size_t i = 0; i < contexts->size(); ++i)
    parts_->workers()[i]->use(std::move((*contexts)[i]));
  return {};
}

void Server::visit_applications(std::function<void(std::size_t, Application&)> visit) {
  for (const auto& worker : parts_->workers()) worker->visit(visit);
}

void Server::begin_drain() {
  parts_->begin_drain();
}
void Server::stop() {
  parts_->stop();
}
void Server::join() {
  parts_->join();
}

Counters Server::counters() const {
  Counters sum;
  const ListenerCounters& listener = parts_->listener().counters();
  sum.open_connections = parts_->slots().taken();
  sum.in_flight_bytes = parts_->budget().used_bytes();
  sum.accepted_connections = listener.accepted_connections.value();
  sum.refused_connections = listener.refused_connections.value();
  sum.refused_peer_connections = listener.refused_peer_connections.value();
  sum.accept_failures = listener.accept_failures.value();
  for (const auto& worker : parts_->workers()) {
    const WorkerCounters& one = worker->counters();
    sum.failed_handshakes += one.failed_handshakes.value();
    sum.lost_connections += one.lost_connections.value();
    sum.requests += one.requests.value();
    for (std::size_t i = 0; i < one.refused_requests.size(); ++i)
      sum.refused_requests[i] += one.refused_requests[i].value();
    for (std::size_t i = 0; i < one.timeouts.size(); ++i)
      sum.timeouts[i] += one.timeouts[i].value();
  }
  return sum;
}

}  // namespace tempo_admission::server
