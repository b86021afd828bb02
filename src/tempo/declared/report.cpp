#include "tempo/declared/report.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/utf8.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::size_t shown_bytes = 64;
constexpr std::string_view unspoken = "error in a value that looks like a credential (not shown)";

}  // namespace

bool DeclaredReport::admits(const FindingInfo& code) {
  if (entries_of(severity_of(code.effect)).size() < max_diagnostics_) return true;
  note_unlisted(code.code, severity_of(code.effect));
  return false;
}

void DeclaredReport::note_unlisted(std::string_view code, Severity severity) {
  ++more_;
  auto& known = unlisted_codes_.try_emplace(std::string(code), severity).first->second;
  known = std::max(known, severity);
}

void DeclaredReport::add(const FindingInfo& code, const Spot& spot, std::string message,
                         std::string hint, std::optional<yaml::ScalarFix> fix) {
  add(spot.part,
      {.code = std::string(code.code),
       .severity = severity_of(code.effect),
       .message = std::move(message),
       .path = spot.path,
       .position = spot.position,
       .hint = std::move(hint)},
      std::move(fix));
}

void DeclaredReport::add(std::size_t part, Diagnostic diagnostic,
                         std::optional<yaml::ScalarFix> fix) {
  // The declaration is our own format: Tempo never reads it.
  diagnostic.tempo_rejects = false;
  if (looks_like_secret(diagnostic.message)) diagnostic.message = unspoken;
  auto& entries = entries_of(diagnostic.severity);
  if (entries.size() == max_diagnostics_) {
    note_unlisted(diagnostic.code, diagnostic.severity);
    return;
  }
  const bool is_new =
      seen_.emplace(part, diagnostic.position, diagnostic.code, diagnostic.path).second;
  if (!is_new) return;
  entries.push_back({part, std::move(diagnostic), std::move(fix)});
}

std::string DeclaredReport::describe(const Spot& spot) const {
  return spot.path + " (" + parts_[spot.part].key + ":" + std::to_string(spot.position.line) + ":" +
         std::to_string(spot.position.column) + ")";
}

// `entries` are in the order of the parts, so one index at a time is enough.
void DeclaredReport::make_edits(std::vector<Entry>& entries) const {
  std::optional<LineIndex> lines;
  std::size_t indexed = 0;
  for (auto& entry : entries) {
    if (!entry.fix) continue;
    if (!lines || indexed != entry.part) lines.emplace(parts_[entry.part].text);
    indexed = entry.part;
    if (auto edit = yaml::replace_scalar(*lines, entry.diagnostic.position, *entry.fix))
      entry.diagnostic.edits.push_back(*std::move(edit));
  }
}

std::vector<DeclaredTenantsDiagnostic> DeclaredReport::take() {
  const std::size_t places = max_diagnostics_ - errors_.size();
  if (warnings_.size() > places) {
    for (std::size_t i = places; i < warnings_.size(); ++i)
      note_unlisted(warnings_[i].diagnostic.code, Severity::warning);
    warnings_.resize(places);
  }
  std::vector<Entry> all = std::move(errors_);
  std::move(warnings_.begin(), warnings_.end(), std::back_inserter(all));
  std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.part, a.diagnostic.position) < std::tie(b.part, b.diagnostic.position);
  });
  make_edits(all);
  std::vector<DeclaredTenantsDiagnostic> result;
  result.reserve(all.size());
  for (auto& entry : all) result.push_back({parts_[entry.part].key, std::move(entry.diagnostic)});
  return result;
}

std::string show(std::string_view text) {
  if (looks_like_secret(text)) return "<redacted>";
  std::string quoted = "'";
  while (!text.empty() && quoted.size() < shown_bytes) {
    const auto point = first_code_point(text);
    const bool control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0);
    quoted += control || !point.valid ? std::string_view("?") : text.substr(0, point.length);
    text.remove_prefix(point.length);
  }
  return quoted + (text.empty() ? "'" : "...'");
}

}  // namespace tempo_admission::tempo
