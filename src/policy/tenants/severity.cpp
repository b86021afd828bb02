#include "policy/tenants/severity.hpp"

namespace tempo_admission::policy {

Severity severity_of(const Model& model, std::string_view code, Severity otherwise) {
  const auto chosen = model.severities.find(code);
  return chosen == model.severities.end() ? otherwise : chosen->second;
}

Severity severity_of(const Model& model, const Diagnostic& what) {
  if (what.stops_tempo()) return Severity::error;
  return severity_of(model, what.code, what.severity);
}

Severity severity_of(const Model& model, const tempo::UnlistedFinding& finding) {
  // Without a code it is a YAML error.
  if (finding.stops_tempo() || finding.code.empty()) return Severity::error;
  return severity_of(model, finding.code, Severity::warning);
}

}  // namespace tempo_admission::policy
