#include "app/check/checker.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "app/check/excerpt.hpp"
#include "app/check/review_builder.hpp"
#include "app/wall_clock.hpp"

namespace tempo_admission::app {
namespace {

using Json = nlohmann::json;

// The review as the next phase sees it: request.object with the patch applied.
Result<std::string> patched_review(const std::string& review,
                                   const std::vector<kube::PatchOp>& patch) {
  Json body = Json::parse(review, nullptr, false);
  try {
    Json& object = body.at("request").at("object");
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

// Both phases judge ConfigMaps and find the same, so duplicates are dropped.
void add_findings(CheckResult& result, const policy::Admission& admission, const Subject& subject,
                  const LineIndex& file) {
  const kube::StringMap data = admission.request.object.data();
  for (const policy::Finding& finding : admission.decision.findings) {
    const bool known = std::ranges::any_of(result.findings, [&](const ReportedFinding& told) {
      return same_fault(told.finding, finding);
    });
    if (known) continue;
    const auto in_file = position_in_file(finding, subject);
    std::string line = in_file ? std::string(file.line(in_file->line))
                               : line_of(data.find(finding.key).value_or(std::string_view{}),
                                         finding.what.position);
    result.findings.push_back({finding, in_file, redacted_line(std::move(line), finding)});
  }
}

}  // namespace

Result<std::optional<CheckResult>> Checker::check(const Subject& subject, const LineIndex& file) {
  std::optional<CheckResult> result;
  std::string review = subject.review;
  for (const kube::Phase phase : {kube::Phase::mutate, kube::Phase::validate}) {
    if (phase_ && phase != *phase_) continue;
    if (auto ran = run_phase(phase, review, subject, file, result); !ran) {
      return tl::unexpected(ran.error());
    }
    if (phase == kube::Phase::validate || !result || result->patch.empty()) continue;
    auto patched = patched_review(review, result->patch);
    if (!patched) return tl::unexpected(patched.error());
    review = *std::move(patched);
  }
  return result;
}

Result<void> Checker::run_phase(kube::Phase phase, const std::string& review,
                                const Subject& subject, const LineIndex& file,
                                std::optional<CheckResult>& result) {
  const auto admission = admitter_.admit(policy_, phase, {review, 0}, nullptr, now_in_seconds());
  if (admission.http_status != 200) return failure(admission.error);
  if (admission.decision.rules.empty()) return {};
  if (!result) {
    result.emplace();
    result->line = subject.line;
    describe_object(*result, admission.request);
  }
  describe_verdict(*result, admission.decision);
  add_findings(*result, admission, subject, file);
  return {};
}

}  // namespace tempo_admission::app
