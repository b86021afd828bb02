#include "policy/answer/audit_annotations.hpp"

#include <algorithm>
#include <map>

#include "policy/answer/finding_text.hpp"
#include "tempo_admission/kube/json_patch.hpp"

namespace tempo_admission::policy {
namespace {

constexpr std::size_t longest_value_bytes = 4096;
constexpr std::size_t longest_item_bytes = 300;
constexpr std::size_t usual_annotations = 4;

// A list that ends in "... and N more" if it would become too long.
class BoundedList {
 public:
  explicit BoundedList(std::string_view separator) : separator_(separator) {}

  void add(const std::string& item) {
    if (is_full_ || text_.size() + separator_.size() + item.size() > longest_value_bytes - 32) {
      is_full_ = true;
      ++more_;
      return;
    }
    if (!text_.empty()) text_ += separator_;
    text_ += item;
  }

  // Once full, further items are only counted, not formatted.
  [[nodiscard]] bool is_full() const { return is_full_; }
  void count_more(std::size_t items) { more_ += items; }

  [[nodiscard]] std::string take() {
    if (more_ > 0) text_ += std::string(separator_) + "... and " + std::to_string(more_) + " more";
    return std::move(text_);
  }

 private:
  std::string_view separator_;
  std::string text_;
  bool is_full_ = false;
  std::size_t more_ = 0;
};

// One mode for all rules, or each rule's own.
std::string modes_of(const Decision& decision, const Policy& policy) {
  const auto& hits = decision.rules;
  const bool is_uniform = std::all_of(
      hits.begin(), hits.end(), [&](const RuleHit& hit) { return hit.mode == hits.front().mode; });
  if (is_uniform) return std::string(to_string(hits.front().mode));
  BoundedList list(",");
  for (const auto& hit : hits)
    list.add(policy.rules()[hit.rule].name + "=" + std::string(to_string(hit.mode)));
  return list.take();
}

std::string rules_of(const Decision& decision, const Policy& policy) {
  BoundedList list(",");
  for (const auto& hit : decision.rules) list.add(policy.rules()[hit.rule].name);
  return list.take();
}

std::string codes_of(const Decision& decision) {
  std::map<std::string_view, std::size_t> counts;
  for (const auto& finding : decision.findings) ++counts[finding.what.code];
  BoundedList list(",");
  for (const auto& [code, count] : counts)
    list.add(std::string(code) + "=" + std::to_string(count));
  return list.take();
}

// "load,later": each once, the soonest first.
std::string fatal_moments_of(const Decision& decision) {
  BoundedList list(",");
  for (const auto moment : {Fatal::load, Fatal::start, Fatal::later}) {
    const bool is_there =
        std::any_of(decision.findings.begin(), decision.findings.end(),
                    [&](const Finding& finding) { return finding.what.tempo_fatal == moment; });
    if (is_there) list.add(std::string(to_string(moment)));
  }
  return list.take();
}

std::string errors_of(const Decision& decision, bool denied) {
  BoundedList list("\n");
  for (const auto& finding : decision.findings) {
    if (finding.what.severity != Severity::error || denies(finding) != denied) continue;
    if (list.is_full())
      list.count_more(1);
    else
      list.add("[" + std::string(to_string(finding.mode)) + "] " +
               describe(finding, longest_item_bytes));
  }
  return list.take();
}

std::string change_text(const TenantChange& change) {
  switch (change.what) {
    case TenantChange::What::added:
      return "added " + change.tenant;
    case TenantChange::What::removed:
      return "removed " + change.tenant;
    case TenantChange::What::changed:
      return "changed " + change.tenant + " " + change.field + ": " + change.before + " -> " +
             change.after;
  }
  return {};
}

std::string changes_of(const Decision& decision) {
  BoundedList list("; ");
  const auto& changes = decision.changes;
  std::size_t told = 0;
  for (; told < changes.size() && !list.is_full(); ++told)
    list.add(one_line(change_text(changes[told]), longest_item_bytes));
  list.count_more(changes.size() - told);
  return list.take();
}

std::string held_back_patch(const Decision& decision) {
  if (decision.would_patch.empty()) return {};
  auto patch = kube::encode_patch(decision.would_patch);
  if (patch.size() <= longest_value_bytes) return patch;
  BoundedList list(",");
  for (const auto& op : decision.would_patch) list.add(op.path);
  return list.take();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> audit_annotations(const Decision& decision,
                                                                   const Policy& policy) {
  std::vector<std::pair<std::string, std::string>> annotations;
  if (decision.rules.empty()) return annotations;
  annotations.reserve(usual_annotations);
  const auto add = [&](std::string_view key, std::string value) {
    if (!value.empty()) annotations.emplace_back(key, std::move(value));
  };
  add("denied", errors_of(decision, true));
  add("findings", codes_of(decision));
  add("mode", modes_of(decision, policy));
  add("rules", rules_of(decision, policy));
  add("tempo-fatal", fatal_moments_of(decision));
  if (decision.tempo_runs == false) add("tempo-runs", "false");
  if (decision.tempo_version)
    add("tempo-version", std::string(tempo::to_string(*decision.tempo_version)) + " (" +
                             std::string(decision.tempo_version_from) + ")");
  add("tenant-changes", changes_of(decision));
  add("would-deny", errors_of(decision, false));
  add("would-patch", held_back_patch(decision));
  return annotations;
}

}  // namespace tempo_admission::policy
