// The report for programs: the exact shape is a contract (docs/cli.md). Every field is always
// present.
#include <nlohmann/json.hpp>
#include <optional>

#include "app/report/report_formats.hpp"
#include "tempo_admission/base/clean_text.hpp"

namespace tempo_admission::app {
namespace {

using Json = nlohmann::ordered_json;

Json word_or_null(Fatal fatal) {
  return fatal == Fatal::never ? Json() : Json(to_string(fatal));
}

Json answer_or_null(std::optional<bool> answer) {
  return answer ? Json(*answer) : Json();
}

Json number_or_null(std::uint32_t number) {
  return number == 0 ? Json() : Json(number);
}

Json to_json(const Edit& edit) {
  return {{"line", edit.begin.line},
          {"column", edit.begin.column},
          {"endLine", edit.end.line},
          {"endColumn", edit.end.column},
          {"replacement", edit.replacement}};
}

Json edits_of(const ReportedFinding& reported) {
  Json edits = Json::array();
  for (std::size_t i = 0; i < reported.finding.what.edits.size(); ++i) {
    Json edit = to_json(reported.finding.what.edits[i]);
    const bool is_mapped = i < reported.edits_in_file.size() && reported.edits_in_file[i];
    edit["inFile"] = is_mapped ? to_json(*reported.edits_in_file[i]) : Json();
    edits.push_back(std::move(edit));
  }
  return edits;
}

Json to_json(const ReportedFinding& reported) {
  const policy::Finding& finding = reported.finding;
  const Position in_file = reported.in_file.value_or(Position{});
  return {{"rule", finding.rule},
          {"code", finding.what.code},
          {"severity", finding.what.severity == Severity::error ? "error" : "warning"},
          {"mode", to_string(finding.mode)},
          {"message", finding.what.message},
          {"key", finding.key},
          {"path", finding.what.path},
          {"line", number_or_null(finding.what.position.line)},
          {"column", number_or_null(finding.what.position.column)},
          {"fileLine", number_or_null(in_file.line)},
          {"fileColumn", number_or_null(in_file.column)},
          {"hint", finding.what.hint},
          {"edits", edits_of(reported)},
          {"tempoRejects", finding.what.tempo_rejects},
          {"tempoFatal", word_or_null(finding.what.tempo_fatal)}};
}

Json to_json(const CheckResult& result) {
  Json findings = Json::array();
  for (const ReportedFinding& finding : result.findings) findings.push_back(to_json(finding));
  const bool judged_overrides = !result.tempo_version.empty();
  return {{"file", result.file},
          {"line", result.line},
          {"kind", result.kind},
          {"namespace", result.namespace_name},
          {"name", result.name},
          {"allowed", result.allowed},
          {"patch", Json::parse(kube::encode_patch(result.patch))},
          {"tempoAccepts", answer_or_null(result.tempo_accepts)},
          {"tempoRuns", answer_or_null(result.tempo_runs)},
          {"tempoVersion", judged_overrides ? Json(result.tempo_version) : Json()},
          {"tempoVersionFrom", judged_overrides ? Json(result.tempo_version_from) : Json()},
          {"findings", std::move(findings)}};
}

}  // namespace

std::string write_json(const Report& report) {
  Json results = Json::array();
  for (const CheckResult& result : report.results) results.push_back(to_json(result));
  const Summary summary = summarize(report);
  const Json whole{{"results", std::move(results)},
                   {"summary",
                    {{"files", report.files},
                     {"objects", report.objects},
                     {"selected", report.results.size()},
                     {"allowed", summary.allowed},
                     {"denied", summary.denied},
                     {"patched", summary.patched},
                     {"errors", summary.errors},
                     {"warnings", summary.warnings}}}};
  return escape_deceptive(whole.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace tempo_admission::app
