#include "policy/judge/declared_tenants.hpp"

#include <algorithm>
#include <unordered_map>

#include "policy/judge/config_map_text.hpp"
#include "policy/tenants/change_control.hpp"
#include "policy/tenants/severity.hpp"
#include "policy/tenants/tenant_names.hpp"
#include "tempo_admission/base/base64.hpp"

namespace tempo_admission::policy {
namespace {

using Texts = std::vector<ConfigMapText>;

// Per key: a file may consist of credentials only.
constexpr std::size_t max_secrets = 100;

// Instructions per byte searched for credentials; measured with callgrind, rounded up.
constexpr std::uint64_t for_byte = 200;

Texts texts_of(const kube::Object& object, const ConfigMapUnderRule& config_map, Effort& effort) {
  TextAllowance allowance(config_map.model, effort);
  Texts texts;
  for (const auto& key : config_map.rule.keys)
    for (auto& text : find_texts(object, key, allowance)) {
      allowance.take(text.text().size(), 0);
      texts.push_back(std::move(text));
    }
  return texts;
}

bool same_texts(const Texts& a, const Texts& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.key == y.key && x.is_same(y); });
}

tempo::DeclaredTenantsJudgement read(const Texts& texts, const ConfigMapUnderRule& config_map,
                                     Effort& effort) {
  std::vector<tempo::DeclaredTenantsPart> parts;
  for (const auto& text : texts)
    if (!text.fault) parts.push_back({text.key, text.text()});
  auto settings = config_map.rule.declared;
  settings.now = config_map.now;
  settings.yaml = TextAllowance(config_map.model, effort).limits();
  return tempo::judge_declared_tenants(parts, settings);
}

std::vector<TenantName> names_of(const std::vector<std::string>& tenants) {
  std::vector<TenantName> names;
  for (const auto& tenant : tenants) names.push_back({tenant, {}});
  return names;
}

std::vector<std::string> missing_from(std::vector<std::string> names,
                                      const std::vector<std::string>& others) {
  std::vector<std::string> sorted = others;
  std::sort(sorted.begin(), sorted.end());
  std::erase_if(names, [&](const std::string& name) {
    return std::binary_search(sorted.begin(), sorted.end(), name);
  });
  return names;
}

class DeclaredJudge {
 public:
  DeclaredJudge(const ConfigMapUnderRule& config_map, TenantFindings& findings, Decision& decision)
      : config_map_(config_map), findings_(findings), decision_(decision) {}

  void judge() {
    if (config_map_.judges_new())
      new_texts_ = texts_of(config_map_.request.object, config_map_, config_map_.effort.for_new);
    if (config_map_.was_selected)
      old_texts_ =
          texts_of(config_map_.request.old_object, config_map_, config_map_.effort.for_stored);
    is_same_ =
        config_map_.judges_new() && config_map_.was_selected && same_texts(new_texts_, old_texts_);
    const auto after = read(new_texts_, config_map_, config_map_.effort.for_new);
    if (!new_texts_.empty()) judge_content(after);
    if (!is_same_ || config_map_.is_removed()) judge_change(after.tenants);
  }

 private:
  void note(const std::string& key, const Diagnostic& what, bool is_old) {
    if (is_old)
      findings_.note_old(key, what);
    else
      findings_.note(key, what);
  }

  void note_content(const std::string& key, const Diagnostic& what) {
    note(key, what, is_same_ && config_map_.rule.ratchet);
  }

  void judge_content(const tempo::DeclaredTenantsJudgement& judgement) {
    for (const auto& text : new_texts_)
      if (text.fault) note_content(text.key, *text.fault);
    for (const auto& [key, what] : judgement.diagnostics) note_content(key, what);
    findings_.count_more(judgement.more_diagnostics);
    note_unlisted(judgement);
    for (const auto& [tenant, what] : check_names(config_map_.rule, names_of(judgement.tenants)))
      note_content(new_texts_.front().key, what);
    look_for_secrets();
  }

  // The cap limits descriptions, not the verdict.
  void note_unlisted(const tempo::DeclaredTenantsJudgement& judgement) {
    if (is_same_ && config_map_.rule.ratchet) return;
    for (const auto& [code, severity] : judgement.unlisted_codes) {
      if (severity_of(config_map_.model, code, severity) == Severity::error)
        findings_.note_unlisted_error(new_texts_.front().key, code, {});
    }
  }

  // A token under a wrong key is just as readable there, base64 or not.
  void look_for_secrets() {
    const auto& now = config_map_.request.object;
    const auto& before = config_map_.request.old_object;
    look_for_secrets(now.data(), before.data(), [](std::string_view text) { return text; });
    look_for_secrets(now.binary_data(), before.binary_data(), [](std::string_view base64) {
      return decode_base64(base64).value_or(std::string());
    });
  }

  template <class Decode>
  void look_for_secrets(const kube::StringMap& now, const kube::StringMap& before,
                        Decode&& decoded) {
    std::unordered_map<std::string_view, std::string_view> stored;
    if (config_map_.rule.ratchet && config_map_.was_selected)
      for (const auto& [key, value] : before.entries())
        stored.emplace(key, value.string_or_empty());
    for (const auto& [key, value] : now.entries()) {
      const bool is_judged = std::any_of(new_texts_.begin(), new_texts_.end(),
                                         [&](const auto& text) { return text.key == key; });
      if (is_judged) continue;
      const auto written = value.string_or_empty();
      Effort& effort = config_map_.effort.for_new;
      if (!effort.spend(steps_of(written.size() * for_byte), "looking for credentials")) {
        findings_.note(std::string(key), yaml::too_costly(effort, {}));
        return;
      }
      const auto old = stored.find(key);
      const bool is_old = old != stored.end() && old->second == written;
      for (const auto& what : tempo::find_secrets_by_line(decoded(written), max_secrets))
        note(std::string(key), what, is_old);
    }
  }

  void judge_change(const std::vector<std::string>& after) {
    const auto before = config_map_.was_selected
                            ? read(old_texts_, config_map_, config_map_.effort.for_stored).tenants
                            : std::vector<std::string>{};
    // Outside of the rule all of them are lost.
    const auto removed = config_map_.is_removed() ? before : missing_from(before, after);
    for (const auto& tenant : missing_from(after, before))
      decision_.changes.push_back({TenantChange::What::added, tenant, {}, {}, {}});
    for (const auto& tenant : removed)
      decision_.changes.push_back({TenantChange::What::removed, tenant, {}, {}, {}});

    const auto& key = config_map_.rule.keys.front();
    findings_.note_all(key, check_changer(config_map_.rule, config_map_.request));
    if (config_map_.is_removed() || removed.size() == before.size())
      findings_.note_all(key, check_deletion(config_map_.rule, removed, config_map_.request));
    if (config_map_.request.operation == kube::Operation::update)
      findings_.note_all(
          key, check_removals(config_map_.rule.changes, removed, config_map_.request.object));
    note_leaving(before, removed);
  }

  void note_leaving(const std::vector<std::string>& stored,
                    const std::vector<std::string>& removed) {
    const bool stays = config_map_.is_left() && !new_texts_.empty();
    if (!stays && !is_kept_elsewhere(removed)) return;
    const bool is_readable = std::none_of(old_texts_.begin(), old_texts_.end(),
                                          [](const auto& text) { return text.fault.has_value(); });
    findings_.note_all(
        config_map_.rule.keys.front(),
        check_leaving(config_map_.rule, is_readable ? std::optional(stored) : std::nullopt,
                      config_map_.request));
  }

  [[nodiscard]] bool lost_a_key() const {
    const auto is_gone = [&](const ConfigMapText& old) {
      return std::none_of(new_texts_.begin(), new_texts_.end(),
                          [&](const ConfigMapText& text) { return text.key == old.key; });
    };
    return config_map_.request.operation == kube::Operation::update &&
           std::any_of(old_texts_.begin(), old_texts_.end(), is_gone);
  }

  // A pod can mount any key under any name.
  bool is_kept_elsewhere(const std::vector<std::string>& removed) {
    if (!lost_a_key()) return false;
    Effort& effort = config_map_.effort.for_new;
    const TextAllowance allowance(config_map_.model, effort);
    const auto others =
        find_other_texts(config_map_.request.object, config_map_.rule.keys, allowance);
    const auto names = read(others, config_map_, effort).tenants;
    return missing_from(removed, names).size() < removed.size() || effort.is_spent();
  }

  const ConfigMapUnderRule& config_map_;
  TenantFindings& findings_;
  Decision& decision_;
  Texts new_texts_;
  Texts old_texts_;
  bool is_same_ = false;
};

}  // namespace

void judge_declared_rule(const ConfigMapUnderRule& config_map, TenantFindings& findings,
                         Decision& decision) {
  DeclaredJudge(config_map, findings, decision).judge();
}

}  // namespace tempo_admission::policy
