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

  void warn(const Code& code, const std::string& message, const std::string& hint) const {
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

}  // namespace tempo_admission::tempo
