// What stands behind the HTTPS port: one admission for each request, counted and logged.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/serve/decision_log.hpp"
#include "app/serve/metrics.hpp"
#include "tempo_admission/policy/admit.hpp"
#include "tempo_admission/server/application.hpp"

namespace tempo_admission::app {

// Of one worker.
class AdmissionEndpoint final : public server::Application {
 public:
  AdmissionEndpoint(std::size_t worker, policy::Policy policy, Metrics& metrics,
                    DecisionLog decision_log, kube::JsonLimits json_limits = {});

  [[nodiscard]] bool has_route(std::string_view path) const override;
  [[nodiscard]] server::Response answer(const server::Request& request) override;
  [[nodiscard]] std::string error_body(std::uint16_t status,
                                       std::string_view message) const override;

  void use(policy::Policy policy);  // on the worker's thread

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

// The answer for a fault of this program: HTTP 500, so that the caller's failurePolicy decides.
[[nodiscard]] server::Response internal_error_answer();

// Runs `decide`; whatever it throws becomes internal_error_answer(), never an allow.
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
