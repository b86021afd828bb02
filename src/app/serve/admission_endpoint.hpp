// The application of the HTTPS port: decides each request, counts it and logs it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/serve/decision_log.hpp"
#include "app/serve/metrics.hpp"
#include "tempo_admission/policy/admit.hpp"
#include "tempo_admission/server/application.hpp"

namespace tempo_admission::app {

// One per worker; after construction used only on that worker's thread. `metrics` must outlive it.
class AdmissionEndpoint final : public server::Application {
 public:
  AdmissionEndpoint(std::size_t worker, policy::Policy policy, Metrics& metrics,
                    DecisionLog decision_log, kube::JsonLimits json_limits = {});

  [[nodiscard]] bool has_route(std::string_view path) const override;
  [[nodiscard]] server::Response answer(const server::Request& request) override;
  [[nodiscard]] std::string error_body(std::uint16_t status,
                                       std::string_view message) const override;

  void use(policy::Policy policy);  // from now on; on the worker's thread

 private:
  [[nodiscard]] server::Response decide(kube::Phase phase, const server::Request& request);
  void note_fault(kube::Phase phase);

  std::size_t worker_;
  policy::Policy policy_;
  policy::Admitter admitter_;
  Metrics& metrics_;
  std::shared_ptr<RuleTable> rule_cells_;
  DecisionLog decision_log_;
};

// The answer for an error in this program: HTTP 500, so that failurePolicy decides.
[[nodiscard]] server::Response internal_error_answer();

// Runs `decide`. Any exception calls `on_fault` and becomes internal_error_answer(), never an
// allow.
template <class Decide, class OnFault>
[[nodiscard]] server::Response answer_or_fault(Decide&& decide, OnFault&& on_fault) {
  try {
    return decide();
  } catch (...) {
    on_fault();
    return internal_error_answer();
  }
}

}  // namespace tempo_admission::app
