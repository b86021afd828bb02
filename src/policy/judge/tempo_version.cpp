#include "policy/judge/tempo_version.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "policy/finding_lists.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo version_older{
    .code = "tempo/version-older",
    .effect = Effect::warning,
    .meaning = "the version label is older than any known version; the oldest known is used",
    .why = R"(
The label `app.kubernetes.io/version` names a Tempo that this release does not know. The file is
judged as Tempo 2.9. Set `tempoVersion` in the rule to the version that runs.)",
    .bad = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
    app.kubernetes.io/version: "2.3.0"
data:
  overrides.yaml: |
    overrides:
      team-a:
        ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
    app.kubernetes.io/version: "2.10.1"
data:
  overrides.yaml: |
    overrides:
      team-a:
        ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo version_newer{
    .code = "tempo/version-newer",
    .effect = Effect::warning,
    .meaning = "the version label is newer than any known version; the newest known is used",
    .why = R"(
The label `app.kubernetes.io/version` names a Tempo that this release does not know. The file is
judged as the newest known version, so new fields are reported as unknown. Update tempo-admission,
or set `tempoVersion` in the rule.)",
    .bad = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
    app.kubernetes.io/version: "9.0.0"
data:
  overrides.yaml: |
    overrides:
      team-a:
        ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
    app.kubernetes.io/version: "3.0.3"
data:
  overrides.yaml: |
    overrides:
      team-a:
        ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo version_unreadable{
    .code = "tempo/version-unreadable",
    .effect = Effect::warning,
    .meaning = "the version label is not a version; the default version is used",
    .why = R"(
The label `app.kubernetes.io/version` is not a version, such as the tag of a custom image. The
policy's default version is used. Set `tempoVersion` in the rule.)",
    .bad = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
    app.kubernetes.io/version: main-1a2b3c4
data:
  overrides.yaml: |
    overrides:
      team-a:
        ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
    app.kubernetes.io/version: "3.0.3"
data:
  overrides.yaml: |
    overrides:
      team-a:
        ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo version_not_allowed{
    .code = "tempo/version-not-allowed",
    .effect = Effect::error,
    .meaning = "the label `app.kubernetes.io/version` is not in `tempo.versions` of the policy",
    .why = R"(
`tempo.versions` lists what runs here. The file is judged by the nearest listed version, the newer of
two. Write the version of the Tempo that reads this ConfigMap.)",
    .bad = {{}, R"(
# the policy
tempo: {versions: ["3.0"]}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/version: "2.10.5"
data:
  overrides.yaml: |
    overrides:
      team-a:
        ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the policy
tempo: {versions: ["3.0"]}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/version: "3.0.3"
data:
  overrides.yaml: |
    overrides:
      team-a:
        ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo version_lowered{
    .code = "tempo/version-lowered",
    .effect = Effect::warning,
    .meaning =
        "an update changes the file and lowers or removes the label `app.kubernetes.io/version`",
    .why = R"(
Without `tempo.versions`, the label decides which Tempo the file is judged for, so one update that
changes both chooses its own judge. Change one after the other, or list the versions that run in
`tempo.versions`.)",
};

}  // namespace code

namespace {

constexpr std::string_view version_label = "app.kubernetes.io/version";
constexpr std::size_t longest_label = 63;

Diagnostic doubt_of(const FindingInfo& info, std::string message) {
  return {.code = std::string(info.code),
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
  return {.code = std::string(code::version_not_allowed.code),
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
  return doubt_of(is_older ? code::version_older : code::version_newer,
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
            ? doubt_of(code::version_unreadable,
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
  return {{.code = std::string(code::version_lowered.code),
           .severity = Severity::warning,
           .message = "the update changes the file and lowers its label " +
                      std::string(version_label) + " from Tempo " +
                      std::string(tempo::to_string(before.version)) + ": " + judged_as(after),
           .path = {},
           .position = {},
           .hint = "list the versions that run in tempo.versions of the policy"}};
}

FindingList tempo_version_findings() {
  static constexpr std::array list = {&code::version_older, &code::version_newer,
                                      &code::version_unreadable, &code::version_not_allowed,
                                      &code::version_lowered};
  return list;
}

}  // namespace tempo_admission::policy
