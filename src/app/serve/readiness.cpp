#include "app/serve/readiness.hpp"

namespace tempo_admission::app {

std::string Readiness::why_not_ready() const {
  if (draining_.load()) return "draining";
  if (not_after_.load() == std::chrono::system_clock::time_point::min()) {
    return "no certificate yet";
  }
  if (not_after_.load() <= std::chrono::system_clock::now()) {
    return "the serving certificate has expired";
  }
  return {};
}

}  // namespace tempo_admission::app
