// What the HTTPS server asks of the program behind it. Knows bytes and routes, no Kubernetes.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::server {

using Clock = std::chrono::steady_clock;

// One complete request. Views are valid during the call.
struct Request {
  std::string_view path;   // as sent, without the query; not decoded, not normalised
  std::string_view query;  // as sent, without '?'
  std::string_view body;
  std::size_t body_slack = 0;  // readable bytes behind the body in the same allocation (64 or more)
  std::string_view peer;       // address of the client, for logs
  // When the client stops waiting, from `?timeout=`; max() where it said nothing readable. An
  // answer that comes later is replaced by 504: long work should look at it and give up.
  Clock::time_point deadline = Clock::time_point::max();
};

struct Response {
  std::uint16_t status = 200;
  std::string_view content_type = "application/json";
  std::string body;
  std::optional<unsigned> retry_after_seconds;
};

// One per worker, called on that worker's thread only: no locks needed.
class Application {
 public:
  virtual ~Application() = default;

  // POST paths that exist; everything else is 404, another method on them 405.
  [[nodiscard]] virtual bool has_route(std::string_view path) const = 0;
  // A complete request on an existing route with an acceptable media type. Never throws; takes as
  // long as the decision takes, on the worker's thread.
  [[nodiscard]] virtual Response answer(const Request& request) = 0;
  // The body for an answer that the server gives by itself: one of refusal_statuses.
  [[nodiscard]] virtual std::string error_body(std::uint16_t status,
                                               std::string_view message) const = 0;
};

}  // namespace tempo_admission::server
