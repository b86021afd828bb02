#include "kube/json_writer.hpp"
#include "kube/status.hpp"
#include "tempo_admission/base/base64.hpp"
#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::kube {
namespace {

constexpr std::size_t usual_answer_bytes = 1024;

std::string_view api_version(ReviewVersion version) {
  return version == ReviewVersion::v1 ? "admission.k8s.io/v1" : "admission.k8s.io/v1beta1";
}

// Both or neither: the API server rejects an answer that has only one of them.
void append_patch(TextBuffer& json, const std::vector<PatchOp>& patch) {
  append_name(json, "patch");
  json.append('"');
  append_base64(json, encode_patch(patch));
  json.append('"');
  append_member(json, "patchType", "JSONPatch");
}

void append_denial(TextBuffer& json, const Status& status) {
  append_name(json, "status");
  json.append('{');
  append_status_members(json, status);
  json.append('}');
}

void append_audit_annotations(TextBuffer& json,
                              const std::vector<std::pair<std::string, std::string>>& annotations) {
  append_name(json, "auditAnnotations");
  json.append('{');
  for (const auto& [key, value] : annotations) {
    append_comma_between(json);
    append_quoted(json, key);
    json.append(':');
    append_quoted(json, value);
  }
  json.append('}');
}

void append_warnings(TextBuffer& json, const std::vector<std::string>& warnings) {
  append_name(json, "warnings");
  json.append('[');
  for (const auto& warning : warnings) {
    append_comma_between(json);
    append_quoted(json, warning);
  }
  json.append(']');
}

void append_response(TextBuffer& json, const AdmissionResponse& response) {
  append_member(json, "uid", response.uid);
  append_name(json, "allowed");
  json.append(response.allowed ? "true" : "false");
  if (response.status) append_denial(json, *response.status);
  if (response.allowed && !response.patch.empty()) append_patch(json, response.patch);
  if (!response.audit_annotations.empty())
    append_audit_annotations(json, response.audit_annotations);
  if (!response.warnings.empty()) append_warnings(json, response.warnings);
}

}  // namespace

std::string encode_review(ReviewVersion version, const AdmissionResponse& response) {
  TextBuffer json(usual_answer_bytes);
  json.append('{');
  append_member(json, "kind", "AdmissionReview");
  append_member(json, "apiVersion", api_version(version));
  append_name(json, "response");
  json.append('{');
  append_response(json, response);
  json.append("}}");
  return json.take();
}

}  // namespace tempo_admission::kube
