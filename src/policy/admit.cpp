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

// What goes over the wire of a decision: views and copies, the decision itself stays for the log.
kube::AdmissionResponse response_to(const kube::AdmissionRequest& request,
                                    const Decision& decision) {
  return {.uid = request.uid,
          .allowed = decision.allowed,
          .patch = decision.patch,
          .status = decision.denial,
          .warnings = decision.warnings,
          .audit_annotations = decision.audit_annotations};
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
  admission.body = kube::encode_review(request->review_version,
                                       response_to(admission.request, admission.decision));
  if (observer) observer->encoded();
  return admission;
}

}  // namespace tempo_admission::policy
