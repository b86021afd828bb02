#include "policy/judge/overrides.hpp"

#include <algorithm>

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
    for (const auto& key : config_map_.rule.keys) {
      if (config_map_.is_selected)
        new_texts_ = find_texts(config_map_.request.object, key, new_allowance_);
      if (config_map_.was_selected)
        old_texts_ = find_texts(config_map_.request.old_object, key, old_allowance_);
      for (const auto& text : new_texts_) judge_text(text, counterpart(text));
      for (const auto& text : old_texts_)
        if (!has_successor(text)) judge_removal(text);
    }
  }

 private:
  void choose_versions() {
    const auto& object =
        config_map_.is_selected ? config_map_.request.object : config_map_.request.old_object;
    const auto chosen = choose_version(config_map_.model.tempo, config_map_.rule, object);
    version_ = chosen.version;
    old_version_ = config_map_.was_selected
                       ? choose_version(config_map_.model.tempo, config_map_.rule,
                                        config_map_.request.old_object)
                             .version
                       : version_;
    decision_.tempo_version = chosen.version;
    decision_.tempo_version_from = chosen.from;
    if (chosen.doubt && config_map_.is_selected)
      findings_.note(config_map_.rule.keys.front(), *chosen.doubt);
  }

  // The stored file that a new one replaces: under the same key, or its plain or gzipped
  // counterpart.
  const ConfigMapText* counterpart(const ConfigMapText& text) const {
    for (const auto& old : old_texts_)
      if (old.key == text.key) return &old;
    return old_texts_.size() == 1 && new_texts_.size() == 1 ? &old_texts_.front() : nullptr;
  }

  bool has_successor(const ConfigMapText& old) const {
    return std::any_of(new_texts_.begin(), new_texts_.end(),
                       [&](const ConfigMapText& text) { return counterpart(text) == &old; });
  }

  tempo::OverridesJudgement read(const ConfigMapText& text, tempo::Version version,
                                 TextAllowance& allowance) const {
    if (text.fault) return {};
    auto judgement =
        tempo::judge_overrides(text.text(), settings_for(config_map_, version, allowance.limits()));
    allowance.take(text.text().size(), judgement.node_count);
    return judgement;
  }

  void judge_text(const ConfigMapText& text, const ConfigMapText* old) {
    if (text.fault) {
      note_unreadable(text);
      return;
    }
    const auto judgement = read(text, version_, new_allowance_);
    const bool is_same_text = old && !old->fault && old->text() == text.text();
    std::optional<tempo::OverridesJudgement> before;
    if (old && !(is_same_text && version_ == old_version_))
      before = read(*old, old_version_, old_allowance_);

    const Ratchet ratchet({.is_on = config_map_.rule.ratchet && old != nullptr,
                           .is_same_text = is_same_text,
                           .is_same_version = version_ == old_version_,
                           .before = before ? *before : judgement,
                           .after = judgement});
    verdict_.accepts.add(judgement.tempo_accepts);
    verdict_.runs.add(judgement.tempo_runs);
    note_content(text, judgement, ratchet);
    if (!is_same_text) note_change(text.key, judgement, before);
  }

  void note_unreadable(const ConfigMapText& text) {
    const auto answer = text.fault->tempo_rejects ? std::optional(false) : std::nullopt;
    verdict_.accepts.add(answer);
    verdict_.runs.add(answer);
    findings_.note(text.key, *text.fault);
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

  void note_change(const std::string& key, const tempo::OverridesJudgement& after,
                   const std::optional<tempo::OverridesJudgement>& before) {
    for (const auto& what : check_changer(config_map_.rule, config_map_.request))
      findings_.note(key, what);
    if (!is_readable(after) || (before && !is_readable(*before))) return;
    static const std::vector<tempo::Tenant> none;
    const auto pairs = pair_tenants(before ? before->tenants : none, after.tenants);
    for (auto& change : changes_between(pairs)) decision_.changes.push_back(std::move(change));
    for (const auto& what : check_field_changes(config_map_.rule.changes, pairs))
      findings_.note(key, what);
    std::vector<std::string> removed;
    for (const auto& pair : pairs)
      if (!pair.after) removed.push_back(pair.before->name);
    for (const auto& what :
         check_removals(config_map_.rule.changes, removed, config_map_.request.object))
      findings_.note(key, what);
  }

  // A removed file: its key, the label or the whole object was removed.
  void judge_removal(const ConfigMapText& old) {
    const auto before = read(old, old_version_, old_allowance_);
    std::vector<std::string> removed;
    for (const auto& tenant : before.tenants) removed.push_back(tenant.name);
    for (auto& change : changes_between(pair_tenants(before.tenants, {})))
      decision_.changes.push_back(std::move(change));
    for (const auto& what : check_changer(config_map_.rule, config_map_.request))
      findings_.note(old.key, what);
    for (const auto& what : check_deletion(config_map_.rule, removed, config_map_.request))
      findings_.note(old.key, what);
    if (config_map_.request.operation != kube::Operation::update) return;
    for (const auto& what :
         check_removals(config_map_.rule.changes, removed, config_map_.request.object))
      findings_.note(old.key, what);
  }

  const ConfigMapUnderRule& config_map_;
  TenantFindings& findings_;
  TempoVerdict& verdict_;
  Decision& decision_;
  TextAllowance new_allowance_;
  TextAllowance old_allowance_;
  tempo::Version version_ = tempo::Version::v3_0;
  tempo::Version old_version_ = tempo::Version::v3_0;
  std::vector<ConfigMapText> new_texts_;
  std::vector<ConfigMapText> old_texts_;
};

}  // namespace

void judge_overrides_rule(const ConfigMapUnderRule& config_map, TenantFindings& findings,
                          TempoVerdict& verdict, Decision& decision) {
  OverridesJudge(config_map, findings, verdict, decision).judge();
}

}  // namespace tempo_admission::policy
