// SIGTERM, SIGINT and SIGHUP: they end a command, and `serve` handles them in its loop. SIGPIPE is
// ignored. Only the main thread receives signals; all other threads block them.
#pragma once

#include <optional>

namespace tempo_admission::app {

// SIGTERM and SIGINT end the process at once, as by default, even if the parent ignored SIGTERM or
// blocked both; a SIGINT that the parent ignored stays ignored until `serve` starts. Installs
// handlers, because in a container the kernel drops signals to process 1 that have none.
void end_on_signals();

// Blocks signals on the calling thread; call it first on each new thread.
void leave_signals_to_main_thread();

// Delivers signals to the loop of `serve`. At most one instance at a time.
class Signals {
 public:
  // From here on SIGHUP is delivered; SIGTERM and SIGINT end the process, even if the parent
  // ignored them, until drain_on_first().
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // From here on the first SIGTERM or SIGINT is delivered. The second ends the process in its
  // handler with exit code 128 + signal, whatever the threads are doing, and writes nothing.
  void drain_on_first();

  [[nodiscard]] int descriptor() const { return descriptor_; }  // readable when one is pending
  [[nodiscard]] std::optional<int> next();

 private:
  int descriptor_;
};

}  // namespace tempo_admission::app
