// The main thread of `serve`: handles signals, changes in watched directories, and polling.
#pragma once

#include <chrono>

#include "app/serve/directory_watch.hpp"
#include "app/serve/log.hpp"
#include "app/serve/readiness.hpp"
#include "app/serve/reloader.hpp"
#include "app/serve/server_events.hpp"
#include "app/signals.hpp"
#include "tempo_admission/server/server.hpp"

namespace tempo_admission::app {

// All parts must outlive it. Used on the main thread only.
class ControlLoop {
 public:
  struct Parts {
    Signals& signals;
    DirectoryWatch& watch;
    ServerEvents& events;
    Reloader& reloader;
    server::Server& server;
    Readiness& readiness;
    Log& log;
  };

  ControlLoop(Parts parts, std::chrono::milliseconds poll_interval);

  // Returns when the server has ended: exit_ok after a drain, exit_cannot_run if none was
  // requested. A second signal ends the process without returning here.
  [[nodiscard]] int run();

 private:
  using Clock = std::chrono::steady_clock;

  void wait();
  void reload_if_due();
  void handle(int signal);

  Parts parts_;
  std::chrono::milliseconds poll_interval_;
  Clock::time_point next_check_;
  bool draining_ = false;
  bool stopped_ = false;
};

}  // namespace tempo_admission::app
