// Filter policies, which Tempo compiles only when it uses them: one that does not compile stops the
// tenant's metrics. Source: pkg/spanfilter.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "tempo/findings/messages.hpp"
#include "tempo/rules/rule.hpp"
#include "tempo/schema/field_value.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::GoNode;
using yaml::NodeKind;

constexpr std::array<std::string_view, 3> match_names = {"include", "include_any", "exclude"};
constexpr std::array<std::string_view, 6> kinds = {"SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL",
                                                   "SPAN_KIND_SERVER",      "SPAN_KIND_CLIENT",
                                                   "SPAN_KIND_PRODUCER",    "SPAN_KIND_CONSUMER"};
constexpr std::array<std::string_view, 3> statuses = {"STATUS_CODE_UNSET", "STATUS_CODE_OK",
                                                      "STATUS_CODE_ERROR"};

bool is_given(GoNode node) {
  return node && !(node.kind() == NodeKind::scalar && node.is_null());
}

GoNode value_at(GoNode block, std::string_view name) {
  if (block.kind() != NodeKind::mapping) return {};
  for (std::size_t i = 0; i < block.size(); ++i)
    if (const auto entry = block.entry(i); entry.key.as_string() == name) return entry.value;
  return {};
}

std::string_view text_of(GoNode node) {
  return node && node.kind() == NodeKind::scalar ? node.as_string() : std::string_view();
}

class PolicyCheck {
 public:
  explicit PolicyCheck(const Reading& reading) : reading_(reading) {}

  void check(GoNode policy, const Path& path) const {
    bool any = false;
    for (const auto name : match_names) {
      const auto match = value_at(policy, name);
      if (!is_given(match)) continue;
      any = true;
      if (match.kind() == NodeKind::mapping) check_match(match, path.below(name));
    }
    if (!any)
      warn(policy, path, "a filter policy must have include, include_any or exclude",
           "for example {include: {match_type: strict, attributes: [{key: span.http.method, value: "
           "GET}]}}");
  }

 private:
  void warn(GoNode at, const Path& path, const std::string& message,
            const std::string& hint) const {
    if (reading_.settings.expand_env && has_env_reference(at)) return;
    reading_.report.add(code::filter_policy, position_of(at), path,
                        [&] { return Message{message, hint}; });
  }

  void check_match(GoNode match, const Path& path) const {
    const auto type = value_at(match, "match_type");
    const bool regex = text_of(type) == "regex";
    if (!regex && text_of(type) != "strict")
      warn(type ? type : match, path.below("match_type"),
           "a filter policy's match_type must be strict or regex", "write match_type: strict");
    const auto attributes = value_at(match, "attributes");
    if (!attributes || attributes.kind() != NodeKind::sequence) return;
    const auto attributes_path = path.below("attributes");
    for (std::size_t i = 0; i < attributes.size(); ++i)
      check_attribute(attributes.item(i), regex, attributes_path.at(i));
  }

  void check_attribute(GoNode attribute, bool regex, const Path& path) const {
    const auto key = value_at(attribute, "key");
    const auto value = value_at(attribute, "value");
    const auto name = text_of(key);
    const bool intrinsic = is_intrinsic(name);
    if (!intrinsic && !is_scoped(name))
      warn(key ? key : attribute, path.below("key"),
           "a filter policy cannot match on " + quoted(name),
           "write span.NAME or resource.NAME, or one of kind, name and status");
    if (regex)
      check_regex(value ? value : attribute, path.below("value"));
    else if (intrinsic)
      check_intrinsic_value(name, value ? value : attribute, path.below("value"));
  }

  static bool is_intrinsic(std::string_view name) {
    if (name.starts_with("span:")) name.remove_prefix(5);
    return name == "kind" || name == "name" || name == "status";
  }

  static bool is_scoped(std::string_view name) {
    for (const std::string_view scope : {"span.", "resource."})
      if (name.starts_with(scope)) return name.size() > scope.size();
    return false;
  }

  void check_regex(GoNode value, const Path& path) const {
    if (reading_.settings.expand_env && has_env_reference(value)) return;
    const bool is_text = value.kind() == NodeKind::scalar;
    const auto fault = is_text ? reading_.report.regexes().fault_of(text_of(value))
                               : std::optional<std::string>("it must be a string");
    if (!fault) return;
    reading_.report.add(code::filter_regex, position_of(value), path, [&] {
      return Message{"not a valid regular expression: " + *fault,
                     "use RE2 syntax (no lookaround, no backreferences), in single quotes to keep "
                     "backslashes"};
    });
  }

  void check_intrinsic_value(std::string_view name, GoNode value, const Path& path) const {
    const auto text = text_of(value);
    const auto is_one_of = [&](const auto& words) {
      return std::find(words.begin(), words.end(), text) != words.end();
    };
    if (name.ends_with("kind") && !is_one_of(kinds))
      warn(value, path, quoted(text) + " is not a span kind",
           "write a kind such as SPAN_KIND_SERVER");
    if (name.ends_with("status") && !is_one_of(statuses))
      warn(value, path, quoted(text) + " is not a span status",
           "write STATUS_CODE_UNSET, STATUS_CODE_OK or STATUS_CODE_ERROR");
  }

  const Reading& reading_;
};

void check_policies(const Reading& reading) {
  const PolicyCheck check(reading);
  for (std::size_t i = 0; i < reading.node.size(); ++i)
    check.check(reading.node.item(i), reading.path.at(i));
}

}  // namespace

const std::vector<FieldRule>& filter_policy_rules() {
  static const std::vector<FieldRule> rules = {
      {"metrics_generator.processor.service_graphs.filter_policies", check_policies},
      {"metrics_generator.processor.span_metrics.filter_policies", check_policies},
  };
  return rules;
}

}  // namespace tempo_admission::tempo
