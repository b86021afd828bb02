#include "tempo/findings/report.hpp"

#include <algorithm>
#include <utility>

#include "tempo_admission/base/line_index.hpp"

namespace tempo_admission::tempo {
namespace {

// A mapping that many tenants share through an alias repeats its findings; after this many
// repetitions, they are only counted.
constexpr std::size_t most_repeats = 1000;

std::string identity(const Diagnostic& diagnostic) {
  return std::to_string(diagnostic.position.line) + ':' +
         std::to_string(diagnostic.position.column) + ':' + diagnostic.code + ':' +
         diagnostic.message;
}

std::uint64_t key_of(Position position) {
  return std::uint64_t{position.line} << 32U | position.column;
}

// `code` is a literal: it outlives the report and its diagnostics.
UnlistedFinding unlisted_form(const Diagnostic& diagnostic, std::string_view code) {
  return {.code = code,
          .position = diagnostic.position,
          .tempo_rejects = diagnostic.tempo_rejects,
          .tempo_fatal = diagnostic.tempo_fatal};
}

}  // namespace

bool Report::has_place(Severity severity, bool refused, Fatal fatal) const {
  if (severity == Severity::warning)
    return warnings_ < max_diagnostics_ && repeats_ <= most_repeats;
  // The first of each kind is always kept: a verdict must show its reason.
  const bool is_first =
      errors_ == 0 || (refused && !tempo_rejects_) || (fatal != Fatal::never && !tempo_ends_);
  return is_first || (errors_ < std::max(max_diagnostics_, max_errors) && repeats_ <= most_repeats);
}

void Report::note_unlisted(const UnlistedFinding& finding) {
  tempo_rejects_ = tempo_rejects_ || finding.tempo_rejects;
  tempo_ends_ = tempo_ends_ || finding.tempo_fatal != Fatal::never;
  unlisted_.push_back(finding);
  unlisted_.back().tenant = tenant_;
}

bool Report::admits(Severity severity, const UnlistedFinding& finding) {
  if (has_place(severity, finding.tempo_rejects, finding.tempo_fatal)) return true;
  ++more_;
  note_unlisted(finding);
  return false;
}

void Report::add(Diagnostic diagnostic) {
  // Without a code it is a YAML error.
  const bool is_ours = diagnostic.code == code::duplicate_key.code;
  const auto unlisted = unlisted_form(diagnostic, is_ours ? code::duplicate_key.code : "");
  if (admits(diagnostic.severity, unlisted)) keep(std::move(diagnostic), unlisted);
}

void Report::keep(Diagnostic diagnostic, const UnlistedFinding& unlisted,
                  std::optional<yaml::ScalarFix> fix) {
  const auto [seen, is_new] = seen_.try_emplace(identity(diagnostic), tenant_);
  if (!is_new) {
    ++repeats_;
    if (std::exchange(seen->second, tenant_) != tenant_) note_unlisted(unlisted);
    return;
  }
  ++(diagnostic.severity == Severity::error ? errors_ : warnings_);
  tempo_rejects_ = tempo_rejects_ || diagnostic.tempo_rejects;
  tempo_ends_ = tempo_ends_ || diagnostic.tempo_fatal != Fatal::never;
  by_position_.emplace(key_of(diagnostic.position), diagnostics_.size());
  origins_.push_back({tenant_, unlisted.code, std::move(fix)});
  diagnostics_.push_back(std::move(diagnostic));
}

bool Report::holds(std::string_view code) const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(),
                     [&](const Diagnostic& d) { return d.code == code; });
}

bool Report::locate(const FindingInfo& code, Position position, const Path& path) {
  const auto [begin, end] = by_position_.equal_range(key_of(position));
  const auto found = std::find_if(
      begin, end, [&](const auto& entry) { return diagnostics_[entry.second].code == code.code; });
  if (found == end) return false;
  diagnostics_[found->second].path = path.text();
  origins_[found->second].tenant = tenant_;
  return true;
}

void Report::make_edits(std::string_view text) {
  std::optional<LineIndex> lines;  // of the text, if there is anything to replace
  for (std::size_t i = 0; i < diagnostics_.size(); ++i) {
    const auto& fix = origins_[i].fix;
    if (!fix) continue;
    if (!lines) lines.emplace(text);
    if (auto edit = yaml::replace_scalar(*lines, diagnostics_[i].position, *fix))
      diagnostics_[i].edits.push_back(*std::move(edit));
  }
}

Report::Listed Report::take(std::string_view text) {
  make_edits(text);
  const auto room = max_diagnostics_ - std::min(max_diagnostics_, errors_);
  std::vector<std::size_t> kept;
  std::size_t warnings = 0;
  for (std::size_t i = 0; i < diagnostics_.size(); ++i) {
    if (diagnostics_[i].severity == Severity::error || warnings++ < room) {
      kept.push_back(i);
      continue;
    }
    ++more_;
    unlisted_.push_back(unlisted_form(diagnostics_[i], origins_[i].code));
    unlisted_.back().tenant = origins_[i].tenant;
  }
  std::stable_sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) {
    return diagnostics_[a].position < diagnostics_[b].position;
  });
  Listed listed;
  for (const auto i : kept) {
    listed.diagnostics.push_back(std::move(diagnostics_[i]));
    listed.tenants.push_back(origins_[i].tenant);
  }
  diagnostics_.clear();
  by_position_.clear();
  return listed;
}

}  // namespace tempo_admission::tempo
