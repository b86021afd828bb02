#include "policy/judge/tempo_version.hpp"

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

std::optional<Diagnostic> doubt_about(const tempo::ParsedVersion& parsed, std::string_view value) {
  if (parsed.fit == tempo::ParsedVersion::Fit::known) return std::nullopt;
  const bool is_older = parsed.fit == tempo::ParsedVersion::Fit::older;
  return doubt_of(is_older ? "tempo/version-older" : "tempo/version-newer",
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
          doubt_of("tempo/version-unreadable",
                   label_text(*label) + ", which is not a version: judged as Tempo " +
                       std::string(tempo::to_string(settings.fallback)))};
}

}  // namespace tempo_admission::policy
