#include "policy/load/filter.hpp"

#include <algorithm>

namespace tempo_admission::policy {
namespace {

constexpr std::size_t longest_glob = 256;
constexpr std::size_t longest_rule_name = 63;

void note_fault(const Result<void>& checked, const Place& place, Report& report) {
  if (!checked) report.error(place, "policy/bad-selector", checked.error().message);
}

void read_match_labels(const Place& place, Report& report, kube::LabelSelector& selector) {
  for (const auto& [key, key_place, value_place] : read_map(place, report)) {
    note_fault(kube::check_label_key(key), key_place, report);
    auto value = read_string(value_place, report);
    if (!value) continue;
    note_fault(kube::check_label_value(*value), value_place, report);
    selector.requirements.push_back({key, kube::SelectorOperator::in, {std::move(*value)}});
  }
}

std::vector<std::string> read_label_values(const Place& place, Report& report) {
  std::vector<std::string> values;
  for (const auto& item : read_list(place, report)) {
    auto value = read_string(item, report);
    if (!value) continue;
    note_fault(kube::check_label_value(*value), item, report);
    values.push_back(std::move(*value));
  }
  return values;
}

void read_expression(const Place& place, Report& report, kube::LabelSelector& selector) {
  const Section section(place, {"key", "operator", "values"}, report);
  const auto key_place = section.require("key");
  const auto operator_place = section.require("operator");
  const auto values_place = section.find("values");
  kube::SelectorRequirement requirement;
  if (key_place) {
    requirement.key = read_string(*key_place, report).value_or("");
    note_fault(kube::check_label_key(requirement.key), *key_place, report);
  }
  if (values_place) requirement.values = read_label_values(*values_place, report);
  const auto op = operator_place ? read_string(*operator_place, report) : std::nullopt;
  if (!op) return;
  const auto parsed = kube::parse_selector_operator(*op);
  if (!parsed) {
    report.error(
        *operator_place, "policy/bad-selector",
        parsed.error().message + did_you_mean(*op, {"In", "NotIn", "Exists", "DoesNotExist"}));
    return;
  }
  requirement.op = *parsed;
  const bool wants_values =
      *parsed == kube::SelectorOperator::in || *parsed == kube::SelectorOperator::not_in;
  if (wants_values != !requirement.values.empty())
    report.error(values_place.value_or(place), "policy/bad-selector",
                 *op + (wants_values ? " needs at least one value" : " takes no values"));
  selector.requirements.push_back(std::move(requirement));
}

kube::LabelSelector read_selector(const Place& place, Report& report) {
  kube::LabelSelector selector;
  const Section section(place, {"matchLabels", "matchExpressions"}, report);
  if (const auto labels = section.find("matchLabels")) read_match_labels(*labels, report, selector);
  if (const auto expressions = section.find("matchExpressions"))
    for (const auto& item : read_list(*expressions, report))
      read_expression(item, report, selector);
  return selector;
}

std::vector<LabelGlobs> read_label_globs(const Place& place, Report& report) {
  std::vector<LabelGlobs> labels;
  for (const auto& [key, key_place, value] : read_map(place, report)) {
    note_fault(kube::check_label_key(key), key_place, report);
    if (value.node.kind() == yaml::NodeKind::sequence) {
      labels.push_back({key, read_strings(value, report, glob_fault)});
    } else if (auto glob = read_string(value, report)) {
      labels.push_back({key, {std::move(*glob)}});
    }
  }
  return labels;
}

std::optional<kube::ChartRange> read_chart(const Place& place, Report& report) {
  const auto text = read_string(place, report);
  if (!text) return std::nullopt;
  auto range = kube::parse_chart_range(*text);
  if (range) return std::move(*range);
  report.error(place, "policy/bad-value", range.error().message,
               "for example \"tempo-distributed >=1.21.1 <4\"");
  return std::nullopt;
}

void read_operations(const Place& place, Report& report, ObjectFilter& filter) {
  constexpr std::array operations = {kube::Operation::create, kube::Operation::update,
                                     kube::Operation::remove};
  for (const auto& item : read_list(place, report))
    if (const auto word = read_choice(item, {"CREATE", "UPDATE", "DELETE"}, report))
      filter.operations.set(static_cast<std::size_t>(operations[*word]));
  if (filter.operations.none() && place.node.kind() == yaml::NodeKind::sequence &&
      place.node.size() == 0)
    report.error(place, "policy/bad-value", "must contain at least one operation");
}

bool is_rule_name(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return !name.empty() && name.size() <= longest_rule_name &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == name.npos &&
         letters.find(name.front()) != letters.npos && letters.find(name.back()) != letters.npos;
}

}  // namespace

std::string glob_fault(std::string_view glob) {
  if (glob.size() > longest_glob)
    return "a glob must be at most " + std::to_string(longest_glob) + " bytes long";
  if (glob.find_first_of("[]{}\\") != glob.npos)
    return "a glob supports only '*' and '?'; '[', '{' and '\\' never match a name";
  return {};
}

std::optional<Mode> read_mode(const Place& place, Report& report) {
  const auto word = read_choice(place, {"off", "audit", "warn", "enforce"}, report);
  return word ? std::optional(static_cast<Mode>(*word)) : std::nullopt;
}

RuleHead read_head(const Section& rule, const InheritedMode& inherited) {
  RuleHead head;
  Report& report = rule.report();
  if (const auto place = rule.require("name")) {
    head.name = read_string(*place, report).value_or("");
    if (!head.name.empty() && !is_rule_name(head.name))
      report.error(*place, "policy/bad-value",
                   "must be at most 63 of a-z 0-9 - _ . with a letter or digit at both ends");
  }
  if (const auto place = rule.find("reason"))
    head.reason = read_string(*place, report).value_or("");
  Mode mode = inherited.mode;
  if (const auto place = rule.find("mode")) mode = read_mode(*place, report).value_or(mode);
  head.mode = under_ceiling(mode, inherited.ceiling);
  return head;
}

ObjectFilter read_filter(const Section& rule,
                         std::initializer_list<kube::Operation> default_operations) {
  ObjectFilter filter;
  Report& report = rule.report();
  if (const auto place = rule.require("selector")) filter.selector = read_selector(*place, report);
  if (const auto place = rule.find("namespaces"))
    filter.namespaces = read_strings(*place, report, glob_fault);
  if (const auto place = rule.find("names"))
    filter.names = read_strings(*place, report, glob_fault);
  if (const auto place = rule.find("chart")) filter.chart = read_chart(*place, report);
  if (const auto place = rule.find("skipWhenLabel"))
    filter.skip_when_label = read_label_globs(*place, report);
  if (const auto place = rule.find("operations"))
    read_operations(*place, report, filter);
  else
    for (const auto operation : default_operations)
      filter.operations.set(static_cast<std::size_t>(operation));
  return filter;
}

}  // namespace tempo_admission::policy
