#include "app/report/report.hpp"

namespace tempo_admission::app {

Summary summarize(const Report& report) {
  Summary summary;
  for (const CheckResult& result : report.results) {
    ++(result.allowed ? summary.allowed : summary.denied);
    if (!result.patch.empty()) ++summary.patched;
    for (const ReportedFinding& reported : result.findings) {
      const bool error = reported.finding.what.severity == Severity::error;
      ++(error ? summary.errors : summary.warnings);
    }
  }
  return summary;
}

}  // namespace tempo_admission::app
