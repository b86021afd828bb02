#include "policy/tenants/severity.hpp"

namespace tempo_admission::policy {

Severity severity_of(const Model& model, const Diagnostic& what) {
  if (what.stops_tempo()) return Severity::error;
  const auto chosen = model.severities.find(what.code);
  return chosen == model.severities.end() ? what.severity : chosen->second;
}

Severity severity_of(const Model& model, const tempo::UnlistedFinding& finding) {
  // Without a code it is a YAML error.
  if (finding.stops_tempo() || finding.code.empty()) return Severity::error;
  const auto chosen = model.severities.find(finding.code);
  return chosen == model.severities.end() ? Severity::warning : chosen->second;
}

}  // namespace tempo_admission::policy
