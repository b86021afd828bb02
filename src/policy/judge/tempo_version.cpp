#include "policy/judge/tempo_version.hpp"

#include <algorithm>
#include <cstdlib>

namespace tempo_admission::policy {
namespace {

constexpr std::string_view version_label = "app.kubernetes.io/version";
constexpr std::size_t longest_label = 63;

Diagnostic doubt_of(std::string_view code, std::string message) {
  return {.code = std::string(code),
          .severity = Severity::warning,
          .message = std::move(message),
          .path = {},
          .position = {},
          .hint = "set tempoVersion in the rule, or --tempo-version, to the version that runs"};
}

std::string label_text(std::string_view value) {
  return "the label " + std::string(version_label) + " is \"" +
         std::string(value.substr(0, longest_label)) + "\"";
}

std::string judged_as(const ChosenVersion& chosen) {
  return chosen.others.empty() ? "judged as Tempo " + std::string(tempo::to_string(chosen.version))
                               : "judged as every Tempo that may run";
}

Diagnostic not_allowed(const TempoSettings& settings, std::string_view value,
                       const ChosenVersion& chosen) {
  std::string list;
  for (const auto& release : settings.releases) list += (list.empty() ? "" : ", ") + release;
  return {.code = "tempo/version-not-allowed",
          .severity = Severity::error,
          .message =
              label_text(value) + ", which does not run here (" + list + "): " + judged_as(chosen),
          .path = {},
          .position = {},
          .hint = "write the version of the Tempo that reads this ConfigMap"};
}

std::optional<Diagnostic> doubt_about(const tempo::ParsedVersion& parsed, std::string_view value) {
  if (parsed.fit == tempo::ParsedVersion::Fit::known) return std::nullopt;
  const bool is_older = parsed.fit == tempo::ParsedVersion::Fit::older;
  return doubt_of(is_older ? "tempo/version-older" : "tempo/version-newer",
                  label_text(value) + (is_older ? ", older" : ", newer") +
                      " than any known version: judged as Tempo " +
                      std::string(tempo::to_string(parsed.version)));
}

// The newer of two that are equally near, whose rules are stricter.
tempo::Version nearest(const std::vector<tempo::Version>& versions, tempo::Version wanted) {
  const auto distance = [&](tempo::Version version) {
    return std::abs(static_cast<int>(version) - static_cast<int>(wanted));
  };
  auto best = versions.back();
  for (const auto version : versions)
    if (distance(version) < distance(best)) best = version;
  return best;
}

ChosenVersion without_label(const TempoSettings& settings) {
  if (settings.fallback) return {*settings.fallback, "default", {}, {}};
  std::vector<tempo::Version> may_run = settings.versions;
  if (may_run.empty()) may_run.assign(tempo::known_versions.begin(), tempo::known_versions.end());
  const auto newest = may_run.back();
  may_run.pop_back();
  return {newest, may_run.empty() ? "default" : "unknown", {}, std::move(may_run)};
}

ChosenVersion by_label(const TempoSettings& settings, std::string_view label) {
  const auto parsed = tempo::parse_version(label);
  if (!parsed) {
    auto chosen = without_label(settings);
    chosen.doubt =
        settings.versions.empty()
            ? doubt_of("tempo/version-unreadable",
                       label_text(label) + ", which is not a version: " + judged_as(chosen))
            : not_allowed(settings, label, chosen);
    return chosen;
  }
  if (settings.versions.empty()) return {parsed->version, "label", doubt_about(*parsed, label), {}};
  ChosenVersion chosen{nearest(settings.versions, parsed->version), "label", {}, {}};
  const auto& releases = settings.releases;
  if (std::find(releases.begin(), releases.end(), tempo::release_of(label)) == releases.end())
    chosen.doubt = not_allowed(settings, label, chosen);
  return chosen;
}

}  // namespace

ChosenVersion choose_version(const TempoSettings& settings, const TenantRule& rule,
                             const kube::Object& config_map) {
  if (settings.from_flag) return {*settings.from_flag, "flag", {}, {}};
  if (rule.tempo_version) return {*rule.tempo_version, "rule", {}, {}};
  if (settings.from_policy) return {*settings.from_policy, "rule", {}, {}};
  const auto label = config_map.labels().find(version_label);
  return label ? by_label(settings, *label) : without_label(settings);
}

Diagnostics check_lowered(const TempoSettings& settings, const ChosenVersion& before,
                          const ChosenVersion& after) {
  const bool is_lower = after.from != "label" || after.version < before.version;
  if (!settings.versions.empty() || before.from != "label" || !is_lower) return {};
  return {{.code = "tempo/version-lowered",
           .severity = Severity::warning,
           .message = "the update changes the file and lowers its label " +
                      std::string(version_label) + " from Tempo " +
                      std::string(tempo::to_string(before.version)) + ": " + judged_as(after),
           .path = {},
           .position = {},
           .hint = "list the versions that run in tempo.versions of the policy"}};
}

}  // namespace tempo_admission::policy
