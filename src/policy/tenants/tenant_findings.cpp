#include "policy/tenants/tenant_findings.hpp"

#include <algorithm>
#include <array>

#include "policy/finding_lists.hpp"
#include "policy/tenants/severity.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo more_findings{
    .code = "tenants/more-findings",
    .effect = Effect::warning,
    .meaning = "more findings than are reported",
    .why = R"(
At most 100 findings of one rule are reported; the rest are counted. What stops Tempo is always
reported. Fix the reported ones and check again.)",
};

}  // namespace code

namespace {

constexpr std::size_t max_findings = 100;
constexpr const char* old_fault = "already present before this change";

constexpr int heaviest = 2;

// The order in which surplus findings are dropped; those that stop Tempo never are.
int weight(const Finding& finding) {
  if (finding.what.stops_tempo()) return 2;
  return finding.what.severity == Severity::error ? 1 : 0;
}

std::size_t drop_over_cap(std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  for (int lightest = 0; lightest < heaviest && findings.size() > max_findings; ++lightest) {
    std::size_t surplus = findings.size() - max_findings;
    // From the end, so that the first ones of each weight are kept.
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

void TenantFindings::note_all(const std::string& key, Diagnostics faults) {
  for (auto& what : faults) note(key, std::move(what));
}

void TenantFindings::note_old(const std::string& key, Diagnostic what) {
  what.severity = Severity::warning;
  // Prepended, because a hint may end in YAML to paste.
  what.hint.insert(0, what.hint.empty() ? old_fault : std::string(old_fault) + "; ");
  keep(key, std::move(what));
}

void TenantFindings::note_unlisted_error(const std::string& key, std::string_view code,
                                         Position position) {
  if (unlisted_error_) return;
  unlisted_error_ = Finding{
      .rule = rule_.name,
      .mode = rule_.mode,
      .key = key,
      .what = {.code = std::string(code),
               .message = "an error that is not described because there are too many findings",
               .path = {},
               .position = position,
               .hint = "fix the other findings first, or look up the code"}};
}

void TenantFindings::keep(const std::string& key, Diagnostic what) {
  Finding finding{.rule = rule_.name, .mode = rule_.mode, .key = key, .what = std::move(what)};
  // The first ones of each weight are kept, so memory is bounded.
  const int heft = weight(finding);
  if (heft < heaviest && kept_[static_cast<std::size_t>(heft)]++ >= max_findings) {
    ++more_;
    return;
  }
  findings_.push_back(std::move(finding));
}

std::vector<Finding> TenantFindings::take() {
  const bool has_error = std::any_of(findings_.begin(), findings_.end(), [](const Finding& f) {
    return f.what.severity == Severity::error;
  });
  // Only if nothing else denies: described findings are more useful.
  if (unlisted_error_ && !has_error) findings_.push_back(std::move(*unlisted_error_));
  more_ += drop_over_cap(findings_);
  if (more_ > 0) {
    const std::string key = findings_.empty() ? "" : findings_.back().key;
    keep(key, {.code = std::string(code::more_findings.code),
               .severity = Severity::warning,
               .message = "and " + std::to_string(more_) + " more findings",
               .path = {},
               .position = {},
               .hint = "fix these first"});
  }
  return std::move(findings_);
}

Diagnostic tenant_fault(const FindingInfo& info, std::string message, std::string path,
                        Position position, std::string hint) {
  return {.code = std::string(info.code),
          .severity = Severity::error,
          .message = std::move(message),
          .path = std::move(path),
          .position = position,
          .hint = std::move(hint),
          .cause = info.cause,
          .from_policy = true};
}

Diagnostic caller_fault(const FindingInfo& info, std::string message, std::string hint) {
  return tenant_fault(info, std::move(message), {}, {}, std::move(hint));
}

FindingList capped_findings() {
  static constexpr std::array list = {&code::more_findings};
  return list;
}

}  // namespace tempo_admission::policy
