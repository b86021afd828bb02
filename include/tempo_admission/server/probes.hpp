// The content of the health port's answers. Knows no HTTP.
#pragma once

#include <string>

namespace tempo_admission::server {

// Called only on the server's control thread, which blocks meanwhile: accepting and draining wait
// for it. Owned by the caller; must outlive the server.
class Probes {
 public:
  virtual ~Probes() = default;
  [[nodiscard]] virtual bool live() const { return true; }  // GET /livez: 200 or 503
  [[nodiscard]] virtual std::string why_not_ready()
      const = 0;                                    // GET /readyz: empty is 200, else 503
  [[nodiscard]] virtual std::string metrics() = 0;  // GET /metrics: Prometheus text
};

}  // namespace tempo_admission::server
