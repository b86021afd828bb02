// Headers of the metrics-generator's remote write: plaintext credentials, and metrics of one tenant
// sent to another. Never repeats a header's value.
#include <algorithm>
#include <array>
#include <string>

#include "tempo/findings/messages.hpp"
#include "tempo/rules/rule.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo/values/header_name.hpp"
#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace code {

constexpr FindingInfo literal_credential{
    .code = "overrides/literal-credential",
    .effect = Effect::warning,
    .meaning = "a plaintext credential in remote-write headers",
    .why = R"(
A header of `remote_write_headers` with a plaintext credential, readable by anyone who can read
ConfigMaps. No finding, log or report of `tempo-admission` shows the value of a header, or a name
that is not a valid header name (`"Bearer abc": x`).)",
    .bad = {{}, R"(
overrides:
  "team-a":
    metrics_generator:
      remote_write_headers: {Authorization: "Bearer abcdefghijklmnop"})"},
    .good = {"expand-env", R"(
overrides:
  "team-a":
    metrics_generator:
      remote_write_headers: {Authorization: "Bearer ${TEAM_A_TOKEN}"})"},
};

constexpr FindingInfo unexpanded_env{
    .code = "overrides/unexpanded-env",
    .effect = Effect::warning,
    .meaning = "`${...}`, in a Tempo that does not expand it",
    .why = R"(
A header with `${NAME}`, but this Tempo does not expand variables: the header is sent as written.)",
    .bad = {{}, R"(
overrides:
  "team-a":
    metrics_generator:
      remote_write_headers: {X-Env: "${ENVIRONMENT}"})"},
    .good = {"expand-env", R"(
overrides:
  "team-a":
    metrics_generator:
      remote_write_headers: {X-Env: "${ENVIRONMENT}"})"},
};

constexpr FindingInfo foreign_org_id{
    .code = "overrides/foreign-org-id",
    .effect = Effect::warning,
    .meaning = "remote-write headers with another tenant's `X-Scope-OrgID`",
    .why = R"(
A header `X-Scope-OrgID` with a name other than the tenant's: one tenant's metrics are written to
another.)",
    .bad = {{}, R"(
overrides:
  "team-a":
    metrics_generator:
      remote_write_headers: {X-Scope-OrgID: team-b})"},
    .good = {{}, R"(
overrides:
  "team-a":
    metrics_generator:
      remote_write_headers: {X-Scope-OrgID: team-a})"},
};

}  // namespace code

namespace {

bool carries_credentials(std::string_view header) {
  constexpr std::array<std::string_view, 7> words = {"authorization", "token",  "cookie", "secret",
                                                     "password",      "apikey", "api-key"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return header.find(word) != std::string_view::npos;
  });
}

struct Header {
  const Reading& reading;
  yaml::GoNode key;
  yaml::GoNode value;

  void warn(const FindingInfo& code, const std::string& message, const std::string& hint) const {
    const auto name = redacted_header_name(key.as_string());
    reading.report.add(code, position_of(is_header_name(key.as_string()) ? value : key),
                       reading.path.below(name), [&] { return Message{message, hint}; });
  }
};

void check_header(const Header& header) {
  const bool is_left_to_env = header.reading.settings.expand_env && has_env_reference(header.key);
  if (!is_left_to_env && !is_header_name(header.key.as_string()))
    return header.warn(code::literal_credential,
                       "not a valid header name; it may be a plaintext credential",
                       "write NAME: VALUE, with a value such as ${TOKEN} that comes from a Secret");
  const auto name = lower_case(header.key.as_string());
  const auto value = header.value.as_string();
  const auto label = quoted(header.key.as_string());
  if (has_env_reference(header.value)) {
    if (!header.reading.settings.expand_env)
      header.warn(code::unexpanded_env, "header " + label + " would be sent with ${...} unexpanded",
                  "run Tempo with -config.expand-env=true, or write the value itself");
    return;
  }
  if (name == "x-scope-orgid") {
    if (value != header.reading.tenant)
      header.warn(code::foreign_org_id,
                  "header " + label + " sends the metrics of tenant " +
                      quoted(header.reading.tenant) + " to another tenant",
                  "write the tenant's own name, or remove the header: Tempo sets it");
    return;
  }
  if (!value.empty() && (carries_credentials(name) || looks_like_secret(value)))
    header.warn(code::literal_credential,
                "header " + label +
                    " contains a plaintext credential, readable by anyone who can read ConfigMaps",
                "write ${NAME}, set the variable from a Secret, and run Tempo with "
                "-config.expand-env=true");
}

void check_headers(const Reading& reading) {
  for (std::size_t i = 0; i < reading.node.size(); ++i) {
    const auto [key, value, merged] = reading.node.entry(i);
    if (value.kind() == yaml::NodeKind::scalar) check_header({reading, key, value});
  }
}

}  // namespace

const std::vector<FieldRule>& header_rules() {
  static const std::vector<FieldRule> rules = {
      {"metrics_generator.remote_write_headers", check_headers}};
  return rules;
}

FindingList header_findings() {
  static constexpr std::array list = {&code::literal_credential, &code::unexpanded_env,
                                      &code::foreign_org_id};
  return list;
}

}  // namespace tempo_admission::tempo
