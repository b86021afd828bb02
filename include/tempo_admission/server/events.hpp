// What the server reports while it runs, and who receives it. Knows no log format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tempo_admission::server {

// Something that happened to the server or to a connection; never one per request. Each worker and
// the listener report at most ten a second; `suppressed` is the number dropped before this one.
struct Event {
  enum class Level : unsigned char { info, warning, error };
  Level level = Level::info;
  std::string_view message;  // constant, e.g. "tls handshake failed"
  std::string peer;          // empty if no client is involved
  std::string detail;
  std::uint64_t suppressed = 0;
};

// Called on workers' threads and the control thread, possibly at the same time: must be
// thread-safe. Owned by the caller; must outlive the server.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void on_event(const Event& event) noexcept = 0;
  // Called once on the control thread, after a drain or stop(), when all workers have ended.
  virtual void on_stopped() noexcept {}
};

}  // namespace tempo_admission::server
