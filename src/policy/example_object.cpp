#include "tempo_admission/policy/example_object.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "policy/model/model.hpp"

namespace tempo_admission::policy {
namespace {

constexpr const char* chart_label = "helm.sh/chart";
constexpr const char* any_value = "x";

// A string that the first glob matches; empty if there is no glob.
std::string example_of(const Globs& globs) {
  if (globs.empty()) return {};
  std::string text = globs.front();
  std::ranges::replace_if(text, [](char c) { return c == '*' || c == '?'; }, *any_value);
  return text;
}

std::string chart_of(const std::string& chart, const std::array<std::uint64_t, 3>& version) {
  return chart + '-' + std::to_string(version[0]) + '.' + std::to_string(version[1]) + '.' +
         std::to_string(version[2]);
}

// Versions at the bounds and next to them: every non-empty range contains one of these.
std::string chart_in(const kube::ChartRange& range) {
  std::vector<std::array<std::uint64_t, 3>> candidates{{1, 0, 0}};
  for (const auto& bound : range.bounds) {
    auto [major, minor, patch] = bound.version.numbers;
    candidates.push_back({major, minor, patch});
    candidates.push_back({major, minor, patch + 1});
    if (patch > 0) candidates.push_back({major, minor, patch - 1});
    if (minor > 0) candidates.push_back({major, minor - 1, 0});
    if (major > 0) candidates.push_back({major - 1, 0, 0});
  }
  for (const auto& version : candidates) {
    const std::string label = chart_of(range.chart, version);
    if (kube::matches(range, label)) return label;
  }
  return chart_of(range.chart, candidates.front());
}

std::map<std::string, std::string> labels_for(const ObjectFilter& filter) {
  std::map<std::string, std::string> labels;
  for (const auto& requirement : filter.selector.requirements) {
    if (requirement.op == kube::SelectorOperator::in) {
      labels[requirement.key] = requirement.values.front();
    } else if (requirement.op == kube::SelectorOperator::exists) {
      labels.try_emplace(requirement.key, any_value);
    }
  }
  if (filter.chart) labels[chart_label] = chart_in(*filter.chart);
  return labels;
}

TextFormat format_of(const TenantRule& rule) {
  return rule.format == TenantFormat::overrides ? TextFormat::overrides
                                                : TextFormat::declared_tenants;
}

}  // namespace

std::vector<ExampleObject> example_objects(const Policy& policy, TextFormat format) {
  std::vector<ExampleObject> examples;
  for (const TenantRule& rule : policy.model().tenants) {
    if (rule.mode == Mode::off || rule.keys.empty() || format_of(rule) != format) continue;
    ExampleObject example{rule.keys.front(), example_of(rule.filter.namespaces),
                          example_of(rule.filter.names), labels_for(rule.filter)};
    if (std::ranges::find(examples, example) == examples.end()) {
      examples.push_back(std::move(example));
    }
  }
  return examples;
}

}  // namespace tempo_admission::policy
