// What the HTTPS server requires of the program that it serves. Knows bytes and routes, not
// Kubernetes.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::server {

// Monotonic: every deadline and timeout of the room uses it.
using Clock = std::chrono::steady_clock;

// One complete request. Views are valid only during the call to answer().
struct Request {
  std::string_view path;   // as sent, without the query; not decoded, not normalised
  std::string_view query;  // as sent, without '?'
  std::string_view body;
  std::size_t body_slack = 0;  // readable bytes after the body in the same allocation (64 or more)
  std::string_view peer;       // address of the client, for logs
  // When the client stops waiting, from `?timeout=`; max() if absent or invalid. A later answer is
  // replaced by 504, so long work should check the deadline and give up.
  Clock::time_point deadline = Clock::time_point::max();
};

// The server adds Content-Length, Date and Connection. `content_type` views a constant.
struct Response {
  std::uint16_t status = 200;
  std::string_view content_type = "application/json";
  std::string body;
  std::optional<unsigned> retry_after_seconds;
};

// One per worker, owned by it. Called only on that worker's thread, so it needs no locks.
class Application {
 public:
  virtual ~Application() = default;

  // POST paths that exist; everything else is 404, another method on them 405.
  [[nodiscard]] virtual bool has_route(std::string_view path) const = 0;
  // Answers a complete request on an existing route with an acceptable media type. Blocks all
  // connections of the worker while it runs. Should not throw: a std::exception becomes 500.
  [[nodiscard]] virtual Response answer(const Request& request) = 0;
  // Returns the body for an answer that the server gives itself; `status` is one of
  // refusal_statuses.
  [[nodiscard]] virtual std::string error_body(std::uint16_t status,
                                               std::string_view message) const = 0;
};

}  // namespace tempo_admission::server
