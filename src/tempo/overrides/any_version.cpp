#include "tempo/overrides/any_version.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace tempo_admission::tempo {
namespace {

// False wins over unknown only if every version says so.
std::optional<bool> joint(std::optional<bool> a, std::optional<bool> b) {
  return a == b ? a : std::nullopt;
}

std::string names_of(const std::vector<Version>& versions) {
  std::string names = "Tempo ";
  for (std::size_t i = versions.size(); i-- > 0;)
    names += std::string(to_string(versions[i])) + (i > 1 ? ", " : i == 1 ? " and " : "");
  return names;
}

std::string effect_of(const Diagnostic& what, std::size_t versions) {
  const bool is_one = versions == 1;
  if (what.tempo_rejects) return is_one ? " refuses this: " : " refuse this: ";
  if (what.stops_tempo()) return is_one ? " crashes on this: " : " crash on this: ";
  return ": ";
}

}  // namespace

AnyVersion::AnyVersion(Version newest, OverridesJudgement judgement)
    : combined_(std::move(judgement)) {
  versions_.push_back(newest);
  stopping_versions_ += combined_.tempo_runs == false ? 1 : 0;
  add_diagnostics(newest, combined_);
}

void AnyVersion::add(Version version, OverridesJudgement judgement) {
  versions_.push_back(version);
  stopping_versions_ += judgement.tempo_runs == false ? 1 : 0;
  combined_.tempo_accepts = joint(combined_.tempo_accepts, judgement.tempo_accepts);
  combined_.tempo_runs = joint(combined_.tempo_runs, judgement.tempo_runs);
  add_diagnostics(version, judgement);
  add_fields(judgement);
}

AnyVersion::Place AnyVersion::place_of(const Diagnostic& what) {
  return {what.position, what.path};
}

void AnyVersion::add_diagnostics(Version version, const OverridesJudgement& judgement) {
  for (std::size_t i = 0; i < judgement.diagnostics.size(); ++i) {
    const auto& what = judgement.diagnostics[i];
    auto place = place_of(what);
    if (what.stops_tempo()) stopped_[place].insert(version);
    const auto [known, is_new] = index_.try_emplace({std::move(place), what.code}, entries_.size());
    if (is_new) entries_.push_back({what, judgement.diagnostic_tenants[i], {}});
    auto& versions = entries_[known->second].versions;
    if (versions.empty() || versions.back() != version) versions.push_back(version);
  }
}

// The tenants are the same in every version, and only their fields differ.
void AnyVersion::add_fields(OverridesJudgement& judgement) {
  const auto count = std::min(combined_.tenants.size(), judgement.tenants.size());
  for (std::size_t i = 0; i < count; ++i) {
    auto& fields = combined_.tenants[i].fields;
    std::unordered_set<std::string> known;
    for (const auto& field : fields) known.insert(field.path);
    for (auto& field : judgement.tenants[i].fields)
      if (!known.contains(field.path)) fields.push_back(std::move(field));
  }
}

// Leaves an entry without a code if another one says the same.
void AnyVersion::settle(Entry& entry, bool is_stopped_by_all) const {
  auto& what = entry.what;
  const bool is_of_newest = entry.versions.front() == versions_.front();
  if (what.stops_tempo() && is_stopped_by_all) {
    const bool is_common = stopped_.at(place_of(what)).size() == versions_.size();
    if (is_common && !is_of_newest) return what.code.clear();
    if (is_common || (!has_common_stop_ && is_of_newest)) return;
  }
  const bool is_ours = what.severity == Severity::error && !what.stops_tempo();  // no version's
  if (is_ours || (entry.versions.size() == versions_.size() && !what.stops_tempo())) return;
  what.message.insert(0, names_of(entry.versions) + effect_of(what, entry.versions.size()));
  what.severity = Severity::warning;
  what.tempo_rejects = false;
  what.tempo_fatal = Fatal::never;
  what.edits.clear();  // another version may refuse the result
}

OverridesJudgement AnyVersion::take() {
  const bool is_stopped_by_all = stopping_versions_ == versions_.size();
  has_common_stop_ = std::any_of(stopped_.begin(), stopped_.end(), [&](const auto& stop) {
    return stop.second.size() == versions_.size();
  });
  for (auto& entry : entries_) settle(entry, is_stopped_by_all);
  std::erase_if(entries_, [](const Entry& entry) { return entry.what.code.empty(); });
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.what.position < b.what.position;
  });
  combined_.diagnostics.clear();
  combined_.diagnostic_tenants.clear();
  for (auto& entry : entries_) {
    combined_.diagnostics.push_back(std::move(entry.what));
    combined_.diagnostic_tenants.push_back(entry.tenant);
  }
  if (!is_stopped_by_all) {
    for (auto& finding : combined_.unlisted) {
      finding.tempo_rejects = false;
      finding.tempo_fatal = Fatal::never;
    }
  }
  return std::move(combined_);
}

}  // namespace tempo_admission::tempo
