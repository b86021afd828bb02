// Signals belong to the program; the server's threads block them all.
#pragma once

#include <csignal>

namespace tempo_admission::server {

// Call first on each new thread.
inline void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace tempo_admission::server
