#include "app/check/checker.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "app/check/creation.hpp"
#include "app/check/excerpt.hpp"
#include "app/wall_clock.hpp"

namespace tempo_admission::app {
namespace {

using Json = nlohmann::json;

// What was asked as the next phase sees it: with the patch applied to the object at `pointer`.
Result<std::string> patched(const std::string& json, const Json::json_pointer& pointer,
                            const std::vector<kube::PatchOp>& patch) {
  Json body = Json::parse(json, nullptr, false);
  try {
    Json& object = body.at(pointer);
    object = object.patch(Json::parse(kube::encode_patch(patch)));
  } catch (const Json::exception& error) {
    return failure(std::string("the patch does not apply: ") + error.what());
  }
  return dump(body);
}

bool same_fault(const policy::Finding& a, const policy::Finding& b) {
  const auto identity = [](const policy::Finding& finding) {
    return std::tie(finding.rule, finding.key, finding.what.code, finding.what.path,
                    finding.what.position, finding.what.message);
  };
  return identity(a) == identity(b);
}

std::optional<Position> position_in_file(const policy::Finding& finding, const Subject& subject) {
  const auto origin = subject.origins.find(finding.key);
  if (origin == subject.origins.end() || !finding.what.position.known()) return std::nullopt;
  return origin->second.in_file(finding.what.position);
}

std::vector<std::optional<Edit>> edits_in_file(const policy::Finding& finding,
                                               std::string_view text, const Subject& subject,
                                               const LineIndex& file) {
  std::vector<std::optional<Edit>> edits;
  const auto origin = subject.origins.find(finding.key);
  for (const Edit& edit : finding.what.edits)
    edits.push_back(origin == subject.origins.end()
                        ? std::nullopt
                        : edit_in_file(edit, text, origin->second, file));
  return edits;
}

void describe_object(CheckResult& result, const kube::AdmissionRequest& request) {
  const kube::Object& object = request.object.present() ? request.object : request.old_object;
  result.kind = request.kind.kind;
  result.namespace_name = request.namespace_name;
  result.name = request.name;
  if (result.name.empty()) result.name = object.name();
  if (result.name.empty()) result.name = object.generate_name();
}

void describe_verdict(CheckResult& result, const policy::Decision& decision) {
  result.allowed = result.allowed && decision.allowed;
  if (result.patch.empty()) result.patch = decision.patch;
  if (!decision.tempo_version) return;
  result.tempo_accepts = decision.tempo_accepts;
  result.tempo_runs = decision.tempo_runs;
  result.tempo_version = to_string(*decision.tempo_version);
  result.tempo_version_from = decision.tempo_version_from;
}

// What both phases find about a Service is reported once.
void add_findings(CheckResult& result, const kube::AdmissionRequest& request,
                  const policy::Decision& decision, const Subject& subject, const LineIndex& file) {
  const kube::StringMap data = request.object.data();
  for (const policy::Finding& finding : decision.findings) {
    const bool known = std::ranges::any_of(result.findings, [&](const ReportedFinding& told) {
      return same_fault(told.finding, finding);
    });
    if (known) continue;
    const auto in_file = position_in_file(finding, subject);
    std::string line = in_file ? std::string(file.line(in_file->line))
                               : line_of(data.find(finding.key).value_or(std::string_view{}),
                                         finding.what.position);
    auto edits =
        edits_in_file(finding, data.find(finding.key).value_or(std::string_view{}), subject, file);
    result.findings.push_back(
        {finding, in_file, redacted_line(std::move(line), finding), std::move(edits)});
  }
}

}  // namespace

Result<kube::AdmissionRequest> Checker::read(const Subject& subject, const std::string& json) {
  const auto* creation = std::get_if<Creation>(&subject.asked);
  const auto value = (creation ? object_reader_ : review_reader_).read({json, 0});
  if (!value) return tl::unexpected(value.error());
  if (creation) return request_of(*creation, *value);
  return kube::decode_review(*value);
}

Result<std::optional<CheckResult>> Checker::check(const Subject& subject, const LineIndex& file) {
  const auto* creation = std::get_if<Creation>(&subject.asked);
  const Json::json_pointer pointer(creation ? "" : "/request/object");
  std::string json = creation ? creation->object : std::get<std::string>(subject.asked);
  std::optional<CheckResult> result;
  for (const kube::Phase phase : {kube::Phase::mutate, kube::Phase::validate}) {
    if (phase_ && phase != *phase_) continue;
    const auto request = read(subject, json);
    if (!request) return tl::unexpected(request.error());
    judge(phase, *request, subject, file, result);
    // A ConfigMap is judged the same way in both.
    if (phase == kube::Phase::validate || request->is_core("ConfigMap")) break;
    if (!result || result->patch.empty()) continue;
    auto next = patched(json, pointer, result->patch);
    if (!next) return tl::unexpected(next.error());
    json = *std::move(next);
  }
  return result;
}

void Checker::judge(kube::Phase phase, const kube::AdmissionRequest& request,
                    const Subject& subject, const LineIndex& file,
                    std::optional<CheckResult>& result) const {
  const auto decision = policy::decide(policy_, phase, request, now_in_seconds());
  if (decision.rules.empty()) return;
  if (!result) {
    result.emplace();
    result->line = subject.line;
    describe_object(*result, request);
  }
  describe_verdict(*result, decision);
  add_findings(*result, request, decision, subject, file);
}

}  // namespace tempo_admission::app
