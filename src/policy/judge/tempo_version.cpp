#include "policy/judge/tempo_version.hpp"

#include <array>

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

std::optional<Diagnostic> doubt_about(const tempo::ParsedVersion& parsed, std::string_view value) {
  if (parsed.fit == tempo::ParsedVersion::Fit::known) return std::nullopt;
  const bool is_older = parsed.fit == tempo::ParsedVersion::Fit::older;
  return doubt_of(is_older ? code::version_older : code::version_newer,
                  label_text(value) + (is_older ? ", older" : ", newer") +
                      " than any known version: judged as Tempo " +
                      std::string(tempo::to_string(parsed.version)));
}

}  // namespace

ChosenVersion choose_version(const TempoSettings& settings, const TenantRule& rule,
                             const kube::Object& config_map) {
  if (settings.from_flag) return {*settings.from_flag, "flag", {}};
  if (rule.tempo_version) return {*rule.tempo_version, "rule", {}};
  if (settings.from_policy) return {*settings.from_policy, "rule", {}};
  const auto label = config_map.labels().find(version_label);
  if (!label) return {settings.fallback, "default", {}};
  const auto parsed = tempo::parse_version(*label);
  if (parsed) return {parsed->version, "label", doubt_about(*parsed, *label)};
  return {settings.fallback, "default",
          doubt_of(code::version_unreadable, label_text(*label) +
                                                 ", which is not a version: judged as Tempo " +
                                                 std::string(tempo::to_string(settings.fallback)))};
}

FindingList tempo_version_findings() {
  static constexpr std::array list = {&code::version_older, &code::version_newer,
                                      &code::version_unreadable};
  return list;
}

}  // namespace tempo_admission::policy
