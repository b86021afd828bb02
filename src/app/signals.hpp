// SIGTERM, SIGINT and SIGHUP: what ends a command, and what `serve` reads as news. SIGPIPE ignored.
// Only the main thread takes them: every other thread blocks them.
#pragma once

#include <optional>

namespace tempo_admission::app {

// SIGTERM and SIGINT end the process at once, as by default, also where it is the first of a
// container: there the kernel drops signals that have no handler.
void end_on_signals();

// For a thread that shall not be interrupted: called first in it.
void leave_signals_to_main_thread();

// News for the loop of `serve`. One at a time.
class Signals {
 public:
  // SIGHUP is news from here on; SIGTERM and SIGINT end the process until drain_on_first().
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // From here on the first SIGTERM or SIGINT is news. The second ends the process in its handler,
  // with 128 + signal, whatever the threads are doing and without writing anything.
  void drain_on_first();

  [[nodiscard]] int descriptor() const { return descriptor_; }  // readable when one is pending
  [[nodiscard]] std::optional<int> next();

 private:
  int descriptor_;
};

}  // namespace tempo_admission::app
