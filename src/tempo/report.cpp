#include "tempo/report.hpp"

#include <algorithm>
#include <utility>

namespace tempo_admission::tempo {
namespace {

// A block that many tenants share by an alias brings its faults again and again; after this many
// repeats, faults are only counted.
constexpr std::size_t most_repeats = 1000;

std::string identity(const Diagnostic& diagnostic) {
  return std::to_string(diagnostic.position.line) + ':' +
         std::to_string(diagnostic.position.column) + ':' + diagnostic.code + ':' +
         diagnostic.message;
}

}  // namespace

bool Report::has_place(Severity severity, bool refused, Fatal fatal) const {
  if (severity == Severity::warning)
    return warnings_ < max_diagnostics_ && repeats_ <= most_repeats;
  // One of each kind is always kept: a verdict must show its reason.
  const bool is_first =
      errors_ == 0 || (refused && !tempo_rejects_) || (fatal != Fatal::never && !tempo_ends_);
  return is_first ||
         (errors_ < std::max(max_diagnostics_, most_errors) && repeats_ <= most_repeats);
}

bool Report::admits(Severity severity, bool refused, Fatal fatal) {
  if (has_place(severity, refused, fatal)) return true;
  ++more_;
  return false;
}

void Report::add(Diagnostic diagnostic) {
  if (!admits(diagnostic.severity, diagnostic.tempo_rejects, diagnostic.tempo_fatal)) return;
  if (!seen_.insert(identity(diagnostic)).second) {
    ++repeats_;
    return;
  }
  ++(diagnostic.severity == Severity::error ? errors_ : warnings_);
  tempo_rejects_ = tempo_rejects_ || diagnostic.tempo_rejects;
  tempo_ends_ = tempo_ends_ || diagnostic.tempo_fatal != Fatal::never;
  diagnostics_.push_back(std::move(diagnostic));
}

bool Report::holds(const Code& code) const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(),
                     [&](const Diagnostic& d) { return d.code == code.name; });
}

bool Report::locate(const Code& code, Position position, const Path& path) {
  const auto found = std::find_if(
      diagnostics_.begin(), diagnostics_.end(),
      [&](const Diagnostic& d) { return d.code == code.name && d.position == position; });
  if (found == diagnostics_.end()) return false;
  found->path = path.text();
  return true;
}

Diagnostics Report::take() {
  const auto room = max_diagnostics_ - std::min(max_diagnostics_, errors_);
  std::size_t warnings = 0;
  std::erase_if(diagnostics_, [&](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::warning && warnings++ >= room;
  });
  more_ += warnings - std::min(warnings, room);
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const auto& a, const auto& b) { return a.position < b.position; });
  return std::exchange(diagnostics_, {});
}

}  // namespace tempo_admission::tempo
