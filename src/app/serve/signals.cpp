#include "app/serve/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace tempo_admission::app {

Signals::Signals() : descriptor_(-1) {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  descriptor_ = ::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

Signals::~Signals() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<int> Signals::next() {
  signalfd_siginfo info{};
  if (::read(descriptor_, &info, sizeof info) != sizeof info) return std::nullopt;
  return static_cast<int>(info.ssi_signo);
}

}  // namespace tempo_admission::app
