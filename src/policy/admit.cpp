#include "tempo_admission/policy/admit.hpp"

namespace tempo_admission::policy {
namespace {

Admission refuse(std::string why) {
  Admission admission;
  admission.http_status = 400;
  admission.body =
      kube::encode_status({.code = 400, .reason = "BadRequest", .message = why, .causes = {}});
  admission.error = std::move(why);
  return admission;
}

// The log needs the complete decision afterwards, so the response borrows its members by move and
// returns them, without a copy.
std::string encode(const kube::AdmissionRequest& request, Decision& decision) {
  kube::AdmissionResponse response{.uid = request.uid,
                                   .allowed = decision.allowed,
                                   .patch = std::move(decision.patch),
                                   .status = std::move(decision.denial),
                                   .warnings = std::move(decision.warnings),
                                   .audit_annotations = std::move(decision.audit_annotations)};
  auto body = kube::encode_review(request.review_version, response);
  decision.patch = std::move(response.patch);
  decision.denial = std::move(response.status);
  decision.warnings = std::move(response.warnings);
  decision.audit_annotations = std::move(response.audit_annotations);
  return body;
}

}  // namespace

Admitter::Admitter(kube::JsonLimits limits) : reader_(limits) {}

Admission Admitter::admit(const Policy& policy, kube::Phase phase, kube::JsonText body,
                          StageObserver* observer, std::optional<std::chrono::sys_seconds> now) {
  const auto json = reader_.read(body);
  if (!json) return refuse(json.error().message);
  const auto request = kube::decode_review(*json);
  if (!request) return refuse(request.error().message);
  if (observer) observer->decoded();

  Admission admission;
  admission.request = *request;
  admission.decision = decide(policy, phase, *request, now);
  if (observer) observer->decided();
  admission.body = encode(admission.request, admission.decision);
  if (observer) observer->encoded();
  return admission;
}

}  // namespace tempo_admission::policy
