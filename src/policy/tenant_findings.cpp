#include "policy/tenant_findings.hpp"

#include <algorithm>

#include "policy/severity.hpp"

namespace tempo_admission::policy {
namespace {

constexpr std::size_t most_findings = 100;
constexpr const char* old_fault = "an old fault, not part of this change";

// The order in which findings go where there are too many.
int weight(const Finding& finding) {
  if (finding.what.stops_tempo()) return 2;
  return finding.what.severity == Severity::error ? 1 : 0;
}

std::size_t drop_over_cap(std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  for (int lightest = 0; lightest < 2 && findings.size() > most_findings; ++lightest) {
    std::size_t surplus = findings.size() - most_findings;
    // From the end, so that the first ones of a kind are those that stay.
    for (std::size_t i = findings.size(); i-- > 0 && surplus > 0;) {
      if (weight(findings[i]) != lightest) continue;
      findings[i].what.code.clear();
      --surplus;
    }
    std::erase_if(findings, [](const Finding& f) { return f.what.code.empty(); });
  }
  return before - findings.size();
}

}  // namespace

void TenantFindings::note(const std::string& key, Diagnostic what) {
  what.severity = severity_of(model_, what);
  keep(key, std::move(what));
}

void TenantFindings::note_old(const std::string& key, Diagnostic what) {
  what.severity = Severity::warning;
  // In front: a hint may end in a block to paste.
  what.hint.insert(0, what.hint.empty() ? old_fault : std::string(old_fault) + "; ");
  keep(key, std::move(what));
}

void TenantFindings::keep(const std::string& key, Diagnostic what) {
  findings_.push_back(
      {.rule = rule_.name, .mode = rule_.mode, .key = key, .what = std::move(what)});
}

std::vector<Finding> TenantFindings::take() {
  more_ += drop_over_cap(findings_);
  if (more_ > 0) {
    const std::string key = findings_.empty() ? "" : findings_.back().key;
    keep(key, {.code = "tenants/more-findings",
               .severity = Severity::warning,
               .message = "and " + std::to_string(more_) + " more findings",
               .path = {},
               .position = {},
               .hint = "mend these first"});
  }
  return std::move(findings_);
}

Diagnostic tenant_fault(std::string_view code, std::string message, std::string path,
                        Position position, std::string hint) {
  return {.code = std::string(code),
          .severity = Severity::error,
          .message = std::move(message),
          .path = std::move(path),
          .position = position,
          .hint = std::move(hint)};
}

}  // namespace tempo_admission::policy
