#include "server/worker.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <ctime>
#include <utility>

#include "server/http/connection.hpp"
#include "server/thread_signals.hpp"
#include "server/tls/stream.hpp"

namespace tempo_admission::server {

namespace {

std::string text_of(const std::exception_ptr& fault) {
  try {
    std::rethrow_exception(fault);
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "unknown exception";
  }
}

}  // namespace

std::chrono::milliseconds tick_of(const Limits& limits) {
  using std::chrono::milliseconds;
  const auto shortest = std::min({limits.handshake_timeout, limits.header_timeout,
                                  limits.body_timeout, limits.write_timeout, limits.idle_timeout,
                                  limits.linger_timeout, limits.drain_timeout});
  return std::clamp(shortest / 4, milliseconds{1}, milliseconds{250});
}

// Only the worker's thread uses the reactor's descriptors, so Asio need not lock them.
Worker::Worker(std::size_t index, const Limits& limits, std::unique_ptr<Application> application,
               ContextHandle tls, BodyBudget& budget, EventSink& events)
    : index_(index),
      application_(std::move(application)),
      tls_(std::move(tls)),
      context_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO),
      work_(context_.get_executor()),
      tick_(context_),
      state_(limits, *application_, budget, events) {
  refresh_clock();
}

Worker::~Worker() {
  if (!thread_.joinable()) return;
  stop();
  thread_.join();
}

void Worker::start(std::function<void()> on_ended) {
  net::co_spawn(context_, watch_clock(), net::detached);
  thread_ = std::thread(&Worker::run, this, std::move(on_ended));
}

void Worker::run(const std::function<void()>& on_ended) {
  block_signals();
  context_.run();
  on_ended();
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

void Worker::adopt(AcceptedSocket accepted) {
  connections_.fetch_add(1, std::memory_order_relaxed);
  net::post(context_, [this, accepted = std::move(accepted)]() mutable {
    net::co_spawn(context_, serve(std::move(accepted)), [this](std::exception_ptr fault) {
      connections_.fetch_sub(1, std::memory_order_relaxed);
      if (fault)
        state_.events.report(state_.now,
                             {Event::Level::error, "connection failed", "", text_of(fault), 0});
    });
  });
}

Task<void> Worker::serve(AcceptedSocket accepted) {
  if (is_ending_) co_return;
  Socket socket(context_);
  ErrorCode error;
  socket.assign(accepted.family == Family::v4 ? Tcp::v4() : Tcp::v6(), accepted.descriptor.get(),
                error);
  if (error) co_return;
  static_cast<void>(accepted.descriptor.release());
  Connection<TlsStream> connection(TlsStream(std::move(socket), tls_.get()), state_,
                                   accepted.slot.peer());
  co_await connection.run();
}

void Worker::use(ContextHandle tls) {
  net::post(context_, [this, tls = std::move(tls)]() mutable { tls_ = std::move(tls); });
}

void Worker::visit(std::function<void(std::size_t, Application&)> visit) {
  net::post(context_, [this, visit = std::move(visit)] { visit(index_, *application_); });
}

void Worker::drain() {
  net::post(context_, [this] { state_.draining = true; });
}

void Worker::finish() {
  net::post(context_, [this] { is_finishing_ = true; });
}

void Worker::stop() {
  net::post(context_, [this] { close_all(); });
}

// Called only by a tick, which runs after socket events, so a request that has arrived is not
// missed.
void Worker::end_if_idle() {
  if (!is_finishing_ || is_ending_) return;
  const auto& all = state_.connections;
  if (std::all_of(all.begin(), all.end(), [](const auto& each) { return each.is_idle(); }))
    close_all();
}

void Worker::close_all() {
  is_ending_ = true;
  for (TimedConnection& connection : state_.connections)
    connection.interrupt(Interruption::shutdown);
  tick_.cancel();
  work_.reset();
}

Task<void> Worker::watch_clock() {
  const auto tick = tick_of(state_.limits);
  while (!is_ending_) {
    tick_.expires_after(tick);
    ErrorCode ignored;
    co_await tick_.async_wait(net::redirect_error(use_task, ignored));
    refresh_clock();
    for (TimedConnection& connection : state_.connections) connection.expire_if_due(state_.now);
    end_if_idle();
  }
}

void Worker::refresh_clock() {
  const std::int64_t before = unix_seconds_;
  state_.now = Clock::now();
  unix_seconds_ = std::time(nullptr);
  if (unix_seconds_ != before) state_.date = imf_fixdate(unix_seconds_);
}

}  // namespace tempo_admission::server
