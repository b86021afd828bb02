// Whether traffic should come here, and the metrics page: what the health port answers.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "app/serve/metrics.hpp"
#include "tempo_admission/server/probes.hpp"

namespace tempo_admission::app {

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
  // Until there is a certificate it counts as expired.
  std::atomic<std::chrono::system_clock::time_point> not_after_{
      std::chrono::system_clock::time_point::min()};
};

}  // namespace tempo_admission::app
