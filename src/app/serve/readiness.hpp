// What the health port answers: readiness and the metrics page.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "app/serve/metrics.hpp"
#include "tempo_admission/server/probes.hpp"

namespace tempo_admission::app {

// Setters and getters may be called from any thread. `metrics` must outlive it.
class Readiness final : public server::Probes {
 public:
  explicit Readiness(const Metrics& metrics) : metrics_(metrics) {}

  void set_certificate_end(std::chrono::system_clock::time_point not_after) {
    not_after_.store(not_after);
  }
  void drain() { draining_.store(true); }

  [[nodiscard]] std::string why_not_ready() const override;
  [[nodiscard]] std::string metrics() override { return metrics_.expose(); }

 private:
  const Metrics& metrics_;
  std::atomic<bool> draining_{false};
  // min() until there is a certificate: not ready.
  std::atomic<std::chrono::system_clock::time_point> not_after_{
      std::chrono::system_clock::time_point::min()};
};

}  // namespace tempo_admission::app
