#include "policy/answer/caller_warnings.hpp"

#include <algorithm>

#include "policy/answer/finding_text.hpp"
#include "tempo_admission/kube/status.hpp"

namespace tempo_admission::policy {
namespace {

// The API server shows 4096 characters for all webhooks together and recommends at most 120 each.
constexpr std::size_t most_warnings = 10;
constexpr std::size_t longest_characters = 120;

std::string_view prefix(const Finding& finding) {
  if (finding.mode != Mode::warn) return "";
  return finding.what.severity == Severity::error ? "[warn] would be denied: " : "[warn] ";
}

// Viewers cut warnings: the location gives way to the message, and the message to the code, because
// people look up the code.
std::string warning_text(const Finding& finding) {
  const std::string code = finding.key.empty() ? "" : " [" + finding.what.code + "]";
  const auto room = longest_characters - std::min(code.size(), longest_characters / 2);
  const std::string start(prefix(finding));
  auto text = start + location(finding) + finding.what.message;
  if (text.size() > room) text = start + short_location(finding) + finding.what.message;
  return kube::clean_warning(shortened(text, room) + code);
}

void add(const Finding& finding, std::vector<std::string>& warnings, std::size_t& more) {
  if (warnings.size() == most_warnings) {
    ++more;
    return;
  }
  auto text = warning_text(finding);
  // The API server drops duplicates anyway; dropping them here leaves room for others.
  if (std::find(warnings.begin(), warnings.end(), text) == warnings.end())
    warnings.push_back(std::move(text));
}

}  // namespace

std::vector<std::string> caller_warnings(const std::vector<Finding>& findings) {
  std::vector<std::string> warnings;
  std::size_t more = 0;
  // What would be denied comes first, so that it is not cut.
  for (const auto severity : {Severity::error, Severity::warning}) {
    for (const auto& finding : findings) {
      if (finding.mode < Mode::warn || denies(finding)) continue;
      if (finding.what.severity == severity) add(finding, warnings, more);
    }
  }
  if (more > 0) warnings.push_back("... and " + std::to_string(more) + " more");
  return warnings;
}

}  // namespace tempo_admission::policy
