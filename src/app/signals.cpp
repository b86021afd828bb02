#include "app/signals.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

namespace tempo_admission::app {
namespace {

constexpr int signal_exit_base = 128;

// Shared between handlers and the loop, because a handler's only argument is its signal.
std::atomic<int> wake_descriptor{-1};
std::atomic<int> pending_end{0};  // the signal that asked for a drain
std::atomic<bool> pending_reload{false};
std::atomic<bool> draining{false};  // by a signal: the next one ends the process
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

void set_handler(int signal, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int other : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&action.sa_mask, other);
  ::sigaction(signal, &action, nullptr);
}

// A shell ignores SIGINT for commands that it starts in the background.
bool is_ignored(int signal) {
  struct sigaction action{};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// Handlers call only async-signal-safe functions (signal-safety(7)).
void end_by(int signal) {
  sigset_t own;
  sigemptyset(&own);
  sigaddset(&own, signal);
  std::signal(signal, SIG_DFL);
  ::raise(signal);
  ::pthread_sigmask(SIG_UNBLOCK, &own, nullptr);  // ends here, unless this is the first process
  ::_exit(signal_exit_base + signal);
}

void wake_loop() {
  const int saved = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_descriptor.load(), &one, sizeof one);
  errno = saved;
}

void drain_or_end(int signal) {
  if (draining.exchange(true)) ::_exit(signal_exit_base + signal);
  pending_end.store(signal);
  wake_loop();
}

void ask_for_reload(int /*signal*/) {
  pending_reload.store(true);
  wake_loop();
}

}  // namespace

void end_on_signals() {
  set_handler(SIGTERM, end_by);
  if (!is_ignored(SIGINT)) set_handler(SIGINT, end_by);
  // Whoever started the process may have blocked them: it must end all the same.
  sigset_t ours;
  sigemptyset(&ours);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&ours, signal);
  ::pthread_sigmask(SIG_UNBLOCK, &ours, nullptr);
}

void leave_signals_to_main_thread() {
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

Signals::Signals() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  wake_descriptor.store(descriptor_);
  std::signal(SIGPIPE, SIG_IGN);
  set_handler(SIGHUP, ask_for_reload);
  for (const int signal : {SIGTERM, SIGINT}) set_handler(signal, end_by);
}

// Nothing is left to drain.
Signals::~Signals() {
  std::signal(SIGHUP, SIG_IGN);
  for (const int signal : {SIGTERM, SIGINT}) set_handler(signal, end_by);
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Signals::drain_on_first() {
  for (const int signal : {SIGTERM, SIGINT}) set_handler(signal, drain_or_end);
}

std::optional<int> Signals::next() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto taken = ::read(descriptor_, &count, sizeof count);
  if (const int signal = pending_end.exchange(0); signal != 0) return signal;
  if (pending_reload.exchange(false)) return SIGHUP;
  return std::nullopt;
}

}  // namespace tempo_admission::app
