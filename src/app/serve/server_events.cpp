#include "app/serve/server_events.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <exception>
#include <string>

#include "app/serve/json_line.hpp"

namespace tempo_admission::app {
namespace {

LogLevel level_of(server::Event::Level level) {
  switch (level) {
    case server::Event::Level::info:
      return LogLevel::info;
    case server::Event::Level::warning:
      return LogLevel::warn;
    case server::Event::Level::error:
      break;
  }
  return LogLevel::error;
}

std::string line_of(const server::Event& event, LogLevel level) {
  TextBuffer text;
  JsonLine line = begin_line(text, level, event.message);
  if (!event.peer.empty()) line.text("peer", event.peer);
  if (!event.detail.empty()) line.text("detail", event.detail);
  if (event.suppressed > 0) line.number("suppressed", event.suppressed);
  line.finish();
  return text.take();
}

}  // namespace

ServerEvents::ServerEvents(Log& log)
    : log_(log), stopped_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

ServerEvents::~ServerEvents() {
  if (stopped_ >= 0) ::close(stopped_);
}

void ServerEvents::on_event(const server::Event& event) noexcept {
  const LogLevel level = level_of(event.level);
  if (!log_.wants(level)) return;
  try {
    log_.append(line_of(event, level));
  } catch (const std::exception&) {
    // Out of memory: the event is lost, the server is not.
    return;
  }
}

void ServerEvents::on_stopped() noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(stopped_, &one, sizeof one);
}

}  // namespace tempo_admission::app
