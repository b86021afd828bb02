#include "tempo/declared/report.hpp"

#include <algorithm>
#include <iterator>

#include "tempo_admission/base/utf8.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::size_t shown_bytes = 64;
constexpr std::string_view unspoken = "error in a value that looks like a credential (not shown)";

}  // namespace

bool DeclaredReport::admits(const DeclaredCode& code) {
  if (entries_of(code.severity).size() < max_diagnostics_) return true;
  note_unlisted(code.name, code.severity);
  return false;
}

void DeclaredReport::note_unlisted(std::string_view code, Severity severity) {
  ++more_;
  auto& known = unlisted_codes_.try_emplace(std::string(code), severity).first->second;
  known = std::max(known, severity);
}

void DeclaredReport::add(const DeclaredCode& code, const Spot& spot, std::string message,
                         std::string hint) {
  add(spot.part, {.code = std::string(code.name),
                  .severity = code.severity,
                  .message = std::move(message),
                  .path = spot.path,
                  .position = spot.position,
                  .hint = std::move(hint)});
}

void DeclaredReport::add(std::size_t part, Diagnostic diagnostic) {
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
  entries.push_back({part, std::move(diagnostic)});
}

std::string DeclaredReport::describe(const Spot& spot) const {
  return spot.path + " (" + parts_[spot.part].key + ":" + std::to_string(spot.position.line) + ":" +
         std::to_string(spot.position.column) + ")";
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
