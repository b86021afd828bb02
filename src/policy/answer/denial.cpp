#include "policy/answer/denial.hpp"

#include <algorithm>

#include "policy/answer/finding_text.hpp"

namespace tempo_admission::policy {
namespace {

constexpr std::size_t max_lines = 20;
constexpr std::size_t max_causes = 50;
constexpr std::size_t max_line_bytes = 500;
constexpr std::size_t max_field_bytes = 300;

using Denying = std::vector<const Finding*>;

bool is_about_who(const Finding& finding) {
  return finding.what.cause == Cause::caller;
}

// metav1.CauseType.
std::string cause_reason(Cause cause) {
  switch (cause) {
    case Cause::missing:
      return "FieldValueRequired";
    case Cause::duplicate:
      return "FieldValueDuplicate";
    case Cause::forbidden:
    case Cause::caller:
      return "FieldValueForbidden";
    case Cause::not_allowed:
      return "FieldValueNotSupported";
    case Cause::invalid:
      break;
  }
  return "FieldValueInvalid";
}

std::string field_of(const Finding& finding, const kube::AdmissionRequest& request) {
  if (finding.key.empty()) return finding.what.path;
  const auto& object = request.object.present() ? request.object : request.old_object;
  const bool is_binary = object.binary_data().contains(finding.key);
  std::string field = (is_binary ? "binaryData[" : "data[") + finding.key + "]";
  if (!finding.what.path.empty()) field += "." + finding.what.path;
  return one_line(field, max_field_bytes);
}

std::string name_of(const kube::AdmissionRequest& request) {
  const auto& object = request.object.present() ? request.object : request.old_object;
  if (request.name.empty() && !object.generate_name().empty())
    return std::string(object.generate_name()) + "*";
  return std::string(request.name);
}

std::string object_text(const kube::AdmissionRequest& request) {
  return std::string(request.kind.kind) + " " + std::string(request.namespace_name) + "/" +
         name_of(request);
}

std::string headline(std::size_t errors, const Decision& decision,
                     const kube::AdmissionRequest& request) {
  std::string text =
      std::to_string(errors) + (errors == 1 ? " error in " : " errors in ") + object_text(request);
  if (decision.tempo_version_from == "unknown")
    text += " (read as every Tempo that may run)";
  else if (decision.tempo_version)
    text += " (read as Tempo " + std::string(tempo::to_string(*decision.tempo_version)) +
            ", version from " + std::string(decision.tempo_version_from) + ")";
  return one_line(text, max_line_bytes) + ":";
}

std::string message_of(const Denying& denying, const Decision& decision,
                       const kube::AdmissionRequest& request) {
  std::string message = headline(denying.size(), decision, request);
  for (std::size_t i = 0; i < std::min(denying.size(), max_lines); ++i)
    message += "\n  " + describe(*denying[i], max_line_bytes);
  if (denying.size() > max_lines)
    message += "\n  ... and " + std::to_string(denying.size() - max_lines) + " more";
  return message;
}

}  // namespace

std::optional<kube::Status> denial_of(const Decision& decision,
                                      const kube::AdmissionRequest& request) {
  Denying denying;
  for (const auto& finding : decision.findings)
    if (denies(finding)) denying.push_back(&finding);
  if (denying.empty()) return std::nullopt;

  const bool is_forbidden = std::any_of(denying.begin(), denying.end(),
                                        [](const Finding* f) { return is_about_who(*f); });
  kube::Status status;
  status.code = is_forbidden ? 403 : 422;
  status.reason = is_forbidden ? "Forbidden" : "Invalid";
  status.message = message_of(denying, decision, request);
  for (std::size_t i = 0; i < std::min(denying.size(), max_causes); ++i)
    status.causes.push_back({cause_reason(denying[i]->what.cause),
                             describe_without_path(*denying[i], max_line_bytes),
                             field_of(*denying[i], request)});
  status.kind = one_line(request.kind.kind, max_field_bytes);
  status.name = one_line(name_of(request), max_field_bytes);
  return status;
}

}  // namespace tempo_admission::policy
