#include "policy/judge/overrides.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "policy/judge/config_map_text.hpp"
#include "policy/judge/tempo_version.hpp"
#include "policy/tenants/change_control.hpp"
#include "policy/tenants/field_limits.hpp"
#include "policy/tenants/ratchet.hpp"
#include "policy/tenants/severity.hpp"
#include "policy/tenants/tenant_names.hpp"
#include "tempo_admission/tempo/findings.hpp"

namespace tempo_admission::policy {
namespace {

// Instructions per limit and tenant, rounded up.
constexpr std::uint64_t for_limit = 500;
// And per field, where all of a map or section may have to be compared.
constexpr std::uint64_t for_field = 100;

tempo::OverridesSettings settings_for(const ConfigMapUnderRule& config_map, tempo::Version version,
                                      const yaml::Limits& limits) {
  const auto& tempo = config_map.model.tempo;
  const auto& forwarders = config_map.rule.forwarders;
  tempo::OverridesSettings settings;
  settings.version = version;
  settings.replication_factor = tempo.replication_factor;
  settings.expand_env = tempo.expand_env;
  settings.legacy_overrides = tempo.legacy_overrides;
  settings.forwarders = forwarders.empty() ? tempo.forwarders : forwarders;
  settings.yaml = limits;
  return settings;
}

std::vector<TenantName> names_of(const std::vector<tempo::Tenant>& tenants) {
  std::vector<TenantName> names;
  names.reserve(tenants.size());
  for (const auto& tenant : tenants) names.push_back({tenant.name, tenant.position});
  return names;
}

// Tenants of a file that could not be read are unknown.
bool is_readable(const tempo::OverridesJudgement& judgement) {
  return judgement.tempo_accepts.value_or(false) || !judgement.tenants.empty();
}

bool shares_a_tenant(const tempo::OverridesJudgement& a, const tempo::OverridesJudgement& b) {
  const auto names = by_name(a.tenants);
  return std::any_of(b.tenants.begin(), b.tenants.end(),
                     [&](const tempo::Tenant& tenant) { return names.contains(tenant.name); });
}

// judge_config_map() measures the whole object, including gzipped files.
bool is_about_size(const Diagnostic& what) {
  return what.code == tempo::code::apply_limit.code ||
         what.code == tempo::code::configmap_limit.code;
}

class OverridesJudge {
 public:
  OverridesJudge(const ConfigMapUnderRule& config_map, TenantFindings& findings,
                 TempoVerdict& verdict, Decision& decision)
      : config_map_(config_map),
        findings_(findings),
        verdict_(verdict),
        decision_(decision),
        new_allowance_(config_map.model, config_map.effort.for_new),
        old_allowance_(config_map.model, config_map.effort.for_stored) {}

  void judge() {
    choose_versions();
    for (const auto& key : config_map_.rule.keys) judge_key(key);
    if (is_changed_ && config_map_.was_selected)
      findings_.note_all(config_map_.rule.keys.front(),
                         check_lowered(config_map_.model.tempo, old_version_, version_));
    if (!is_leaving_) return;
    const auto tenants =
        is_stored_readable_ ? std::optional(std::move(lost_tenants_)) : std::nullopt;
    findings_.note_all(config_map_.rule.keys.front(),
                       check_leaving(config_map_.rule, tenants, config_map_.request));
  }

 private:
  void choose_versions() {
    const auto& [tempo, rule, request] =
        std::tie(config_map_.model.tempo, config_map_.rule, config_map_.request);
    const auto& object = config_map_.is_selected ? request.object : request.old_object;
    version_ = choose_version(tempo, rule, object);
    old_version_ =
        config_map_.was_selected ? choose_version(tempo, rule, request.old_object) : version_;
    decision_.tempo_version = version_.version;
    decision_.tempo_version_from = version_.from;
    if (!version_.doubt || !config_map_.is_selected) return;
    const bool is_old = config_map_.was_selected && rule.ratchet && old_version_.doubt &&
                        old_version_.doubt->message == version_.doubt->message;
    if (is_old && version_.doubt->severity == Severity::error)
      findings_.note_old(rule.keys.front(), *version_.doubt);
    else
      findings_.note(rule.keys.front(), *version_.doubt);
  }

  // A stored file, judged when something first needs it.
  struct Stored {
    ConfigMapText text;
    std::optional<tempo::OverridesJudgement> judgement;
  };

  void judge_key(const std::string& key) {
    const auto& request = config_map_.request;
    new_texts_.clear();
    stored_.clear();
    if (config_map_.judges_new()) new_texts_ = find_texts(request.object, key, new_allowance_);
    if (config_map_.was_selected)
      for (auto& text : find_texts(request.old_object, key, old_allowance_))
        stored_.push_back({std::move(text), {}});
    for (const auto& text : new_texts_) judge_text(text);
    for (auto& old : stored_)
      if (config_map_.is_removed() || !has_successor(old)) judge_removal(old);
    is_leaving_ = is_leaving_ || file_leaves();
  }

  // True if the update ends the judgement of a file that it keeps.
  bool file_leaves() {
    if (!new_texts_.empty()) return config_map_.is_left();
    const bool is_update = config_map_.request.operation == kube::Operation::update;
    return is_update && !stored_.empty() && is_kept_elsewhere();
  }

  // A pod can mount any key under any name.
  bool is_kept_elsewhere() {
    const auto& rule_keys = config_map_.rule.keys;
    for (const auto& other :
         find_other_texts(config_map_.request.object, rule_keys, new_allowance_)) {
      const auto judgement = read(other, version_, new_allowance_);
      for (const auto& old : stored_)
        if (old.text.text() == other.text() || shares_a_tenant(*old.judgement, judgement))
          return true;
    }
    return new_allowance_.effort().is_spent();
  }

  const tempo::OverridesJudgement& judgement_of(Stored& old) {
    if (!old.judgement) old.judgement = read(old.text, old_version_, old_allowance_);
    return *old.judgement;
  }

  // The stored file that a new one replaces: under the same key, or its plain or gzipped
  // counterpart.
  Stored* counterpart(const ConfigMapText& text) {
    for (auto& old : stored_)
      if (old.text.key == text.key) return &old;
    return stored_.size() == 1 && new_texts_.size() == 1 ? &stored_.front() : nullptr;
  }

  bool has_successor(const Stored& old) {
    return std::any_of(new_texts_.begin(), new_texts_.end(),
                       [&](const ConfigMapText& text) { return counterpart(text) == &old; });
  }

  // True if a file continues another one: one of the twins appears or disappears.
  bool continues(const ConfigMapText& text, const Stored& old) const {
    const auto was_there = [&](const Stored& other) { return other.text.key == text.key; };
    const auto is_there = [&](const ConfigMapText& other) { return other.key == old.text.key; };
    return std::none_of(stored_.begin(), stored_.end(), was_there) ||
           std::none_of(new_texts_.begin(), new_texts_.end(), is_there);
  }

  tempo::OverridesJudgement read(const ConfigMapText& text, const ChosenVersion& chosen,
                                 TextAllowance& allowance) const {
    if (text.fault) return {};
    const auto settings = settings_for(config_map_, chosen.version, allowance.limits());
    auto judgement = chosen.others.empty()
                         ? tempo::judge_overrides(text.text(), settings)
                         : tempo::judge_overrides_of_any(text.text(), settings, chosen.others);
    allowance.take(text.text().size(), judgement.node_count);
    return judgement;
  }

  void judge_text(const ConfigMapText& text) {
    auto* old = counterpart(text);
    const bool is_same_text = old && old->text.is_same(text);
    if (text.fault) return note_unreadable(text, is_same_text);
    const auto judgement = read(text, version_, new_allowance_);
    const bool is_same_version = version_.is_same(old_version_);
    const bool is_read_once = !old || (is_same_text && is_same_version);
    const auto& before = is_read_once ? judgement : judgement_of(*old);

    const Ratchet ratchet({.is_on = config_map_.rule.ratchet && old != nullptr,
                           .is_same_text = is_same_text,
                           .is_same_version = is_same_version,
                           .before = before,
                           .after = judgement});
    verdict_.accepts.add(judgement.tempo_accepts);
    verdict_.runs.add(judgement.tempo_runs);
    note_content(text, judgement, ratchet);
    if (!is_same_text) note_change(text.key, judgement, old ? &before : nullptr);
    for (auto& other : stored_)
      if (&other != old && continues(text, other)) check_fields(text.key, other, judgement);
  }

  void note_unreadable(const ConfigMapText& text, bool is_same_text) {
    const auto answer = text.fault->tempo_rejects ? std::optional(false) : std::nullopt;
    verdict_.accepts.add(answer);
    verdict_.runs.add(answer);
    if (is_same_text && config_map_.rule.ratchet) return findings_.note_old(text.key, *text.fault);
    findings_.note(text.key, *text.fault);
    if (!is_same_text) note_changer(text.key);
  }

  // Without this, a field could change on its way through the other twin.
  void check_fields(const std::string& key, Stored& old, const tempo::OverridesJudgement& after) {
    const auto& changes = config_map_.rule.changes;
    if (changes.immutable.empty() && changes.maximum.empty()) return;
    note_field_changes(key, pair_tenants(judgement_of(old).tenants, after.tenants));
  }

  void note_field_changes(const std::string& key, const std::vector<TenantPair>& pairs) {
    const auto& changes = config_map_.rule.changes;
    const auto rules = changes.immutable.size() + changes.maximum.size();
    if (rules == 0) return;
    std::uint64_t fields = 0;
    for (const auto& pair : pairs)
      if (pair.before && pair.after)
        fields += pair.before->fields.size() + pair.after->fields.size();
    Effort& effort = config_map_.effort.for_new;
    if (!effort.spend(steps_of(rules * (pairs.size() * for_limit + fields * for_field)),
                      "comparing the tenants"))
      return findings_.note(key, yaml::too_costly(effort, {}));
    findings_.note_all(key, check_field_changes(changes, pairs));
  }

  void note_content(const ConfigMapText& text, const tempo::OverridesJudgement& judgement,
                    const Ratchet& ratchet) {
    const auto note = [&](const Diagnostic& what, const tempo::Tenant* tenant) {
      if (ratchet.is_old(what, tenant))
        findings_.note_old(text.key, what);
      else
        findings_.note(text.key, what);
    };
    for (std::size_t i = 0; i < judgement.diagnostics.size(); ++i)
      if (!is_about_size(judgement.diagnostics[i]))
        note(judgement.diagnostics[i], judgement.tenant_of(judgement.diagnostic_tenants[i]));
    note_unlisted(text.key, judgement, ratchet);
    if (!is_readable(judgement)) return;
    for (const auto& [tenant, what] : check_names(config_map_.rule, names_of(judgement.tenants)))
      note(what, judgement.tenant_of(tenant));
    if (judgement.hides_tenants)
      for (const auto& what : check_hidden_tenants(config_map_.rule.limits)) note(what, nullptr);
    Effort& effort = config_map_.effort.for_new;
    const auto checks = judgement.tenants.size() * config_map_.rule.limits.size();
    if (!effort.spend(steps_of(checks * for_limit), "checking the limits"))
      return note(yaml::too_costly(effort, {}), nullptr);
    for (const auto& tenant : judgement.tenants)
      for (const auto& what : check_limits(config_map_.rule.limits, tenant)) note(what, &tenant);
  }

  // The cap limits descriptions, not the verdict.
  void note_unlisted(const std::string& key, const tempo::OverridesJudgement& judgement,
                     const Ratchet& ratchet) {
    findings_.count_more(judgement.more_diagnostics);
    for (const auto& finding : judgement.unlisted) {
      const bool is_error = severity_of(config_map_.model, finding) == Severity::error;
      if (is_error && !ratchet.is_old(finding))
        findings_.note_unlisted_error(key, finding.code, finding.position);
    }
  }

  void note_changer(const std::string& key) {
    findings_.note_all(key, check_changer(config_map_.rule, config_map_.request));
  }

  void note_change(const std::string& key, const tempo::OverridesJudgement& after,
                   const tempo::OverridesJudgement* before) {
    is_changed_ = true;
    const bool is_left = config_map_.is_left();  // then judge_removal() looks at what is lost
    if (!is_left) note_changer(key);
    if (!is_readable(after) || (before && !is_readable(*before))) return;
    static const std::vector<tempo::Tenant> none;
    const auto pairs = pair_tenants(before ? before->tenants : none, after.tenants);
    for (auto& change : changes_between(pairs)) decision_.changes.push_back(std::move(change));
    note_field_changes(key, pairs);
    if (!is_left) note_removed(key, pairs);
  }

  void note_removed(const std::string& key, const std::vector<TenantPair>& pairs) {
    std::vector<std::string> removed;
    bool is_emptied = true;  // none of the stored tenants remains: the same as a deletion
    for (const auto& pair : pairs) {
      if (pair.before && pair.after) is_emptied = false;
      if (!pair.after) removed.push_back(pair.before->name);
    }
    const auto& request = config_map_.request;
    if (is_emptied) findings_.note_all(key, check_deletion(config_map_.rule, removed, request));
    findings_.note_all(key, check_removals(config_map_.rule.changes, removed, request.object));
  }

  // A removed file: its key, the label or the whole object was removed.
  void judge_removal(Stored& old) {
    const auto& before = judgement_of(old);
    std::vector<std::string> removed;
    for (const auto& tenant : before.tenants) removed.push_back(tenant.name);
    if (!has_successor(old))
      for (auto& change : changes_between(pair_tenants(before.tenants, {})))
        decision_.changes.push_back(std::move(change));
    note_changer(old.text.key);
    findings_.note_all(old.text.key,
                       check_deletion(config_map_.rule, removed, config_map_.request));
    if (config_map_.request.operation == kube::Operation::update)
      findings_.note_all(old.text.key, check_removals(config_map_.rule.changes, removed,
                                                      config_map_.request.object));
    is_stored_readable_ = is_stored_readable_ && is_readable(before);
    std::move(removed.begin(), removed.end(), std::back_inserter(lost_tenants_));
  }

  const ConfigMapUnderRule& config_map_;
  TenantFindings& findings_;
  TempoVerdict& verdict_;
  Decision& decision_;
  TextAllowance new_allowance_;
  TextAllowance old_allowance_;
  ChosenVersion version_;
  ChosenVersion old_version_;
  std::vector<ConfigMapText> new_texts_;  // of one key and its twin, as is `stored_`
  std::vector<Stored> stored_;
  bool is_changed_ = false;
  bool is_leaving_ = false;
  bool is_stored_readable_ = true;
  std::vector<std::string> lost_tenants_;
};

}  // namespace

void judge_overrides_rule(const ConfigMapUnderRule& config_map, TenantFindings& findings,
                          TempoVerdict& verdict, Decision& decision) {
  OverridesJudge(config_map, findings, verdict, decision).judge();
}

}  // namespace tempo_admission::policy
