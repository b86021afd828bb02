// JUnit XML, as CI systems read it: one suite per file, one case per object.
#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "app/report/report_formats.hpp"
#include "tempo_admission/base/clean_text.hpp"

namespace tempo_admission::app {
namespace {

std::string where(const CheckResult& result, const ReportedFinding& reported) {
  if (!reported.in_file) return result.file + ':' + std::to_string(result.line);
  return result.file + ':' + std::to_string(reported.in_file->line) + ':' +
         std::to_string(reported.in_file->column);
}

bool fails(const ReportedFinding& reported, FailOn fail_on) {
  if (fail_on == FailOn::never) return false;
  return fail_on == FailOn::warning || reported.finding.what.severity == Severity::error;
}

// Escaped, so that only our own newlines end a line.
std::string line_for(const CheckResult& result, const ReportedFinding& reported) {
  const Diagnostic& what = reported.finding.what;
  std::string line = where(result, reported) + ": " + what.code + ": " + what.message;
  if (!what.hint.empty()) line += " (" + what.hint + ")";
  return xml_text(line) + '\n';
}

// Not every reader of this format accepts more than one failure per case.
std::string failure_of(const CheckResult& result, FailOn fail_on) {
  std::string lines;
  const ReportedFinding* first = nullptr;
  for (const ReportedFinding& reported : result.findings) {
    if (!fails(reported, fail_on)) continue;
    if (first == nullptr) first = &reported;
    lines += line_for(result, reported);
  }
  if (first == nullptr) return {};
  return "      <failure type=\"" + xml_text(first->finding.what.code) + "\" message=\"" +
         xml_text(first->finding.what.message) + "\">" + lines + "</failure>\n";
}

std::string notes_of(const CheckResult& result, FailOn fail_on) {
  std::string lines;
  for (const ReportedFinding& reported : result.findings) {
    if (!fails(reported, fail_on)) lines += line_for(result, reported);
  }
  return lines.empty() ? lines : "      <system-out>" + lines + "</system-out>\n";
}

std::string case_of(const CheckResult& result, FailOn fail_on) {
  const std::string name = result.kind + ' ' + result.namespace_name + '/' + result.name;
  return "    <testcase classname=\"" + xml_text(result.file) + "\" name=\"" + xml_text(name) +
         "\">\n" + failure_of(result, fail_on) + notes_of(result, fail_on) + "    </testcase>\n";
}

struct Suite {
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;

  void add(const CheckResult& result, FailOn fail_on) {
    cases += case_of(result, fail_on);
    ++tests;
    failures += std::ranges::any_of(result.findings, [fail_on](const ReportedFinding& reported) {
      return fails(reported, fail_on);
    });
  }

  [[nodiscard]] std::string counts() const {
    return "tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) +
           "\" errors=\"0\"";
  }
};

}  // namespace

std::string write_junit(const Report& report, FailOn fail_on) {
  std::map<std::string, Suite> suites;
  Suite all;
  for (const CheckResult& result : report.results) {
    suites[result.file].add(result, fail_on);
    all.add(result, fail_on);
  }
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  xml += "<testsuites name=\"tempo-admission check\" " + all.counts() + ">\n";
  for (const auto& [file, suite] : suites) {
    xml += "  <testsuite name=\"" + xml_text(file) + "\" " + suite.counts() + ">\n";
    xml += suite.cases + "  </testsuite>\n";
  }
  return xml + "</testsuites>\n";
}

}  // namespace tempo_admission::app
