// A report with one result that has one finding, for the tests of each format.
#pragma once

#include "app/report/report.hpp"

namespace tempo_admission::app {

inline Report one_typo() {
  ReportedFinding typo;
  typo.finding.rule = "overrides";
  typo.finding.mode = policy::Mode::enforce;
  typo.finding.key = "overrides.yaml";
  typo.finding.what = {"overrides/unknown-field",
                       Severity::error,
                       "unknown field <b>",
                       "a.b",
                       {2, 3},
                       "did you mean 'c'?",
                       true};
  typo.in_file = Position{12, 7};
  typo.excerpt = "    b\x1b[31m: 1";
  CheckResult result;
  result.file = "a dir/m.yaml";
  result.line = 4;
  result.kind = "ConfigMap";
  result.namespace_name = "tempo";
  result.name = "runtime";
  result.allowed = false;
  result.tempo_accepts = false;
  result.tempo_runs = false;
  result.tempo_version = "3.0";
  result.tempo_version_from = "label";
  result.findings = {typo};
  return {1, 5, {result}};
}

}  // namespace tempo_admission::app
