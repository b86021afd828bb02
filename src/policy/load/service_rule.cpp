#include "policy/load/service_rule.hpp"

#include "tempo_admission/kube/annotations.hpp"

namespace tempo_admission::policy {
namespace {

// The API server's bound for one object; a single value near it can never be added.
constexpr std::size_t longest_value = kube::total_annotation_limit_bytes;

std::optional<InjectedValue> read_injected(const Place& place, const LoadOptions& options,
                                           Report& report) {
  const Section section(place, {"fromFile"}, report);
  const auto file_place = section.require("fromFile");
  auto file = file_place ? read_string(*file_place, report) : std::nullopt;
  if (!file) return std::nullopt;
  const auto fail = [&](const std::string& why) {
    report.error(*file_place, "policy/bad-value", why);
    return std::nullopt;
  };
  if (file->empty() || file->front() == '.' || file->find('/') != file->npos)
    return fail("must be the name of a file in the values directory, not a path");
  if (!options.read_value)
    return fail("'" + *file + "' cannot be read without a values directory (--values-dir)");
  auto value = options.read_value(*file);
  if (!value) return fail(value.error().message);
  if (value->size() > longest_value) return fail("'" + *file + "' is larger than 256 KiB");
  return InjectedValue{std::move(*file), std::move(*value)};
}

std::optional<ValueTemplate> read_template(const Place& place, Report& report) {
  const auto text = read_string(place, report);
  if (!text) return std::nullopt;
  if (text->size() > longest_value) {
    report.error(place, "policy/bad-value", "must be at most 256 KiB");
    return std::nullopt;
  }
  auto value = parse_template(*text);
  if (value) return std::move(*value);
  report.error(place, "policy/bad-template", value.error().message);
  return std::nullopt;
}

}  // namespace

std::vector<AnnotationRule> read_annotations(const Place& place, const LoadOptions& options,
                                             Report& report) {
  std::vector<AnnotationRule> annotations;
  for (const auto& [key, key_place, value_place] : read_map(place, report)) {
    if (const auto checked = kube::check_annotation_key(key); !checked)
      report.error(key_place, "policy/bad-annotation-key", checked.error().message);
    if (value_place.node.kind() == yaml::NodeKind::mapping) {
      if (auto value = read_injected(value_place, options, report))
        annotations.push_back({key, std::move(*value)});
    } else if (auto value = read_template(value_place, report)) {
      annotations.push_back({key, std::move(*value)});
    }
  }
  return annotations;
}

ServiceRule read_service_rule(const Place& place, const InheritedMode& inherited,
                              const LoadOptions& options, Report& report) {
  const Section section(
      place,
      {"name", "reason", "mode", "selector", "namespaces", "names", "chart", "operations",
       "skipWhenLabel", "ports", "withoutPorts", "required", "annotations"},
      report);
  ServiceRule rule;
  auto head = read_head(section, inherited);
  rule.name = std::move(head.name);
  rule.reason = std::move(head.reason);
  rule.mode = head.mode;
  rule.filter = read_filter(section, {kube::Operation::create, kube::Operation::update});
  if (rule.filter.operations.test(static_cast<std::size_t>(kube::Operation::remove)))
    report.error(*section.find("operations"), "policy/bad-value",
                 "must be CREATE or UPDATE: annotations cannot be added to a deleted Service");
  if (const auto ports = section.find("ports")) rule.ports = read_strings(*ports, report);
  if (const auto ports = section.find("withoutPorts"))
    rule.without_ports = read_strings(*ports, report);
  if (const auto required = section.find("required"))
    rule.required = read_bool(*required, report).value_or(false);
  if (const auto annotations = section.find("annotations"))
    rule.annotations = read_annotations(*annotations, options, report);
  return rule;
}

}  // namespace tempo_admission::policy
