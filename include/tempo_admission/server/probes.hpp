// What the health port answers with. Knows no HTTP.
#pragma once

#include <string>

namespace tempo_admission::server {

// Behind the health port; called on the server's control thread only.
class Probes {
 public:
  virtual ~Probes() = default;
  [[nodiscard]] virtual bool live() const { return true; }  // GET /livez: 200 or 503
  [[nodiscard]] virtual std::string why_not_ready()
      const = 0;                                    // GET /readyz: empty is 200, else 503
  [[nodiscard]] virtual std::string metrics() = 0;  // GET /metrics: Prometheus text
};

}  // namespace tempo_admission::server
