#include "policy/severity.hpp"

namespace tempo_admission::policy {

Severity severity_of(const Model& model, const Diagnostic& what) {
  if (what.stops_tempo()) return Severity::error;
  const auto chosen = model.severities.find(what.code);
  return chosen == model.severities.end() ? what.severity : chosen->second;
}

}  // namespace tempo_admission::policy
