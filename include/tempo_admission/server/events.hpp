// What the server reports while it runs, and who hears it. Knows no log format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tempo_admission::server {

// What happened to the server or to a connection; never one per request. Events of connections are
// limited to a few a second; `suppressed` says how many were dropped before this one.
struct Event {
  enum class Level : unsigned char { info, warning, error };
  Level level = Level::info;
  std::string_view message;  // constant, e.g. "tls handshake failed"
  std::string peer;          // empty where no client is concerned
  std::string detail;
  std::uint64_t suppressed = 0;
};

// Called on the server's threads at any time, several at once: must be thread-safe. Outlives the
// server.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void on_event(const Event& event) noexcept = 0;
  // The last thread is about to end, after a drain or stop().
  virtual void on_stopped() noexcept {}
};

}  // namespace tempo_admission::server
