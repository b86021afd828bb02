// Signals are the program's: the server's threads take none.
#pragma once

#include <csignal>

namespace tempo_admission::server {

inline void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace tempo_admission::server
