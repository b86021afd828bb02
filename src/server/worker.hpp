// One thread that serves HTTPS connections, with its own io_context, TLS context, application and
// counters. Knows no listener.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <functional>
#include <memory>
#include <thread>

#include "server/accepted_socket.hpp"
#include "server/http/worker_state.hpp"
#include "server/networking.hpp"
#include "server/tls/openssl_handles.hpp"

namespace tempo_admission::server {

class Worker {
 public:
  // Owns `application` and `tls`; `limits`, `budget` and `events` must outlive it.
  Worker(std::size_t index, const Limits& limits, std::unique_ptr<Application> application,
         ContextHandle tls, BodyBudget& budget, EventSink& events);
  ~Worker();  // stop() and join()
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // `on_ended` is the last thing called on the worker's thread.
  void start(std::function<void()> on_ended);
  void join();

  // Call these from any thread: they are posted to the worker's thread and run there in order.
  void adopt(AcceptedSocket accepted);
  void use(ContextHandle tls);
  void visit(std::function<void(std::size_t, Application&)> visit);
  void drain();   // every answer has Connection: close
  void finish();  // ends once no request runs; idle connections are closed last
  void stop();    // ends now

  [[nodiscard]] std::size_t connections() const {
    return connections_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] const WorkerCounters& counters() const { return state_.counters; }

 private:
  void run(const std::function<void()>& on_ended);
  Task<void> serve(AcceptedSocket accepted);
  Task<void> watch_clock();
  void refresh_clock();
  void close_all();
  void end_if_idle();

  const std::size_t index_;
  std::unique_ptr<Application> application_;
  ContextHandle tls_;
  net::io_context context_;
  net::executor_work_guard<Executor> work_;
  Timer tick_;
  WorkerState state_;
  std::atomic<std::size_t> connections_{0};
  std::int64_t unix_seconds_ = 0;
  bool is_finishing_ = false;
  bool is_ending_ = false;
  std::thread thread_;
};

// How often deadlines are checked: a quarter of the shortest timeout, 1 to 250 ms.
[[nodiscard]] std::chrono::milliseconds tick_of(const Limits& limits);

}  // namespace tempo_admission::server
