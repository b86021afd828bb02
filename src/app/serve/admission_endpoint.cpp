#include "app/serve/admission_endpoint.hpp"

#include <utility>

#include "app/wall_clock.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::string_view mutate_path = "/mutate";
constexpr std::string_view validate_path = "/validate";

std::string status_body(std::uint16_t status, std::string_view message) {
  return kube::encode_status(
      {status, std::string(kube::status_reason(status)), std::string(message), {}});
}

}  // namespace

server::Response internal_error_answer() {
  server::Response response;
  response.status = 500;
  response.body = status_body(500, "tempo-admission: internal error");
  return response;
}

AdmissionEndpoint::AdmissionEndpoint(std::size_t worker, policy::Policy policy, Metrics& metrics,
                                     DecisionLog decision_log, kube::JsonLimits json_limits)
    : worker_(worker),
      policy_(std::move(policy)),
      admitter_(json_limits),
      metrics_(metrics),
      rule_cells_(metrics.use_policy(worker, policy_)),
      decision_log_(std::move(decision_log)) {}

bool AdmissionEndpoint::has_route(std::string_view path) const {
  return path == mutate_path || path == validate_path;
}

server::Response AdmissionEndpoint::answer(const server::Request& request) {
  const auto phase = request.path == mutate_path ? kube::Phase::mutate : kube::Phase::validate;
  return answer_or_fault([&] { return decide(phase, request); }, [&] { note_fault(phase); });
}

void AdmissionEndpoint::note_fault(kube::Phase phase) {
  metrics_.worker(worker_).failed.add(1);
  decision_log_.write_fault(phase);
}

server::Response AdmissionEndpoint::decide(kube::Phase phase, const server::Request& request) {
  StageClock clock;
  policy::Admission admission =
      admitter_.admit(policy_, phase, {request.body, request.body_slack}, &clock, now_in_seconds());
  metrics_.worker(worker_).count(phase, admission, clock.times());
  if (admission.http_status == 200) count_rules(*rule_cells_, phase, admission.decision);
  decision_log_.write(policy_, phase, admission, clock.times());

  server::Response response;
  response.status = admission.http_status;
  response.body = std::move(admission.body);
  return response;
}

std::string AdmissionEndpoint::error_body(std::uint16_t status, std::string_view message) const {
  return status_body(status, message);
}

void AdmissionEndpoint::use(policy::Policy policy) {
  policy_ = std::move(policy);
  rule_cells_ = metrics_.use_policy(worker_, policy_);
}

}  // namespace tempo_admission::app
