#include "app/serve/control_loop.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <csignal>

#include "app/exit_code.hpp"

namespace tempo_admission::app {
namespace {

// Changes come in bursts: swapping a volume causes half a dozen.
constexpr std::chrono::milliseconds settling_time{50};

}  // namespace

ControlLoop::ControlLoop(Parts parts, std::chrono::milliseconds poll_interval)
    : parts_(parts), poll_interval_(poll_interval), next_check_(Clock::now() + poll_interval) {}

int ControlLoop::run() {
  while (!stopped_) {
    wait();
    while (const auto signal = parts_.signals.next()) handle(*signal);
    reload_if_due();
  }
  parts_.server.join();
  return draining_ ? exit_ok : exit_cannot_run;  // the server ended without a request
}

void ControlLoop::wait() {
  std::array<pollfd, 3> sources{{{parts_.signals.descriptor(), POLLIN, 0},
                                 {parts_.events.stopped_descriptor(), POLLIN, 0},
                                 {parts_.watch.descriptor(), POLLIN, 0}}};
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_check_ - Clock::now());
  ::poll(sources.data(), sources.size(), static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
  stopped_ = (sources[1].revents & POLLIN) != 0;
  if ((sources[2].revents & POLLIN) == 0) return;
  parts_.watch.drain();
  next_check_ = std::min(next_check_, Clock::now() + settling_time);
}

void ControlLoop::reload_if_due() {
  if (stopped_ || Clock::now() < next_check_) return;
  next_check_ = Clock::now() + poll_interval_;
  if (!draining_) parts_.reloader.reload_if_changed();
}

void ControlLoop::handle(int signal) {
  if (signal == SIGHUP) {
    parts_.log.say(LogLevel::info, "reload requested");
    parts_.reloader.force_reload();
    return;
  }
  draining_ = true;
  parts_.readiness.drain();
  parts_.log.say(LogLevel::info, "draining");
  parts_.server.begin_drain();
}

}  // namespace tempo_admission::app
