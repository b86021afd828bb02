// A whole server on free ports with an application whose answers show the request.
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/certificates.hpp"
#include "tempo_admission/server/server.hpp"

namespace tempo_admission::server::testing {

// Answers "PATH?QUERY:SIZE". Some paths behave differently.
class EchoApplication final : public Application {
 public:
  bool has_route(std::string_view path) const override {
    static constexpr std::string_view paths[] = {"/mutate", "/validate", "/slow",
                                                 "/late",   "/throw",    "/big"};
    return std::find(std::begin(paths), std::end(paths), path) != std::end(paths);
  }
  Response answer(const Request& request) override {
    Response response;
    response.body = std::string(request.path) + "?" + std::string(request.query) + ":" +
                    std::to_string(request.body.size());
    if (request.path == "/throw") throw std::runtime_error("as asked");
    if (request.path == "/big") response.body.assign(std::size_t{8} << 20, 'b');
    if (request.path == "/slow") give_up_in_time(request, response);
    if (request.path == "/late") std::this_thread::sleep_until(request.deadline + step);
    return response;
  }
  std::string error_body(std::uint16_t status, std::string_view message) const override {
    return R"({"kind":"Status","code":)" + std::to_string(status) + R"(,"message":")" +
           std::string(message) + "\"}";
  }

 private:
  static constexpr std::chrono::milliseconds step{5};

  // Five seconds of work that checks its deadline.
  static void give_up_in_time(const Request& request, Response& response) {
    const auto done = Clock::now() + std::chrono::seconds(5);
    const auto reserve = std::chrono::milliseconds(50);
    while (Clock::now() < done && Clock::now() + reserve < request.deadline)
      std::this_thread::sleep_for(step);
    if (Clock::now() < done) response.status = 504;
  }
};

class RecordingEvents final : public EventSink {
 public:
  void on_event(const Event& event) noexcept override {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::string(event.message) + ": " + event.detail);
  }
  void on_stopped() noexcept override { has_stopped_ = true; }

  [[nodiscard]] bool has_stopped() const { return has_stopped_; }
  [[nodiscard]] std::size_t count(std::string_view message) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(events_.begin(), events_.end(),
                      [&](const std::string& event) { return event.starts_with(message); }));
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> events_;
  std::atomic<bool> has_stopped_{false};
};

class TestProbes final : public Probes {
 public:
  bool live() const override { return is_live; }
  std::string why_not_ready() const override { return is_ready ? "" : "policy not loaded"; }
  std::string metrics() override { return "tempo_admission_up 1\n"; }

  std::atomic<bool> is_live{true};
  std::atomic<bool> is_ready{true};
};

struct RunningServer {
  static Options quick_options() {
    Options options;
    options.listen = options.health_listen = {"127.0.0.1", 0};
    options.limits.linger_timeout = std::chrono::milliseconds(500);
    options.limits.drain_delay = std::chrono::milliseconds(0);
    options.limits.drain_timeout = std::chrono::milliseconds(2'000);
    return options;
  }
  static TlsPem quick_pem() {
    const KeyPair pair = make_certificate({});
    TlsPem pem;
    pem.certificate = pair.certificate;
    pem.key = pair.key;
    return pem;
  }

  explicit RunningServer(
      const std::function<void(Options&)>& adjust = [](Options&) {},
      const TlsPem& pem = quick_pem()) {
    Options options = quick_options();
    adjust(options);
    auto started = Server::start(
        options, TlsIdentity::from_pem(pem).value(),
        [](std::size_t) { return std::make_unique<EchoApplication>(); }, probes, events);
    server = std::move(started).value();
  }

  [[nodiscard]] std::uint16_t port() const { return server->port(); }
  [[nodiscard]] Counters counters() const { return server->counters(); }
  [[nodiscard]] std::uint64_t timeouts(TimeoutPhase phase) const {
    return counters().timeouts[static_cast<std::size_t>(phase)];
  }

  TestProbes probes;
  RecordingEvents events;
  std::unique_ptr<Server> server;
};

// Polls for an effect that appears shortly after its cause.
[[nodiscard]] inline bool eventually(const std::function<bool()>& condition) {
  const auto until = Clock::now() + std::chrono::seconds(10);
  while (Clock::now() < until) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return condition();
}

}  // namespace tempo_admission::server::testing
