#include "app/check/helm_values.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "app/check/creation.hpp"
#include "app/check/json_conversion.hpp"
#include "app/check/masked_block.hpp"
#include "app/check/node_lookup.hpp"
#include "app/check/overrides_file.hpp"
#include "app/check/restated_block.hpp"

namespace tempo_admission::app {
namespace {

using policy::TextFormat;

// An umbrella chart nests the values of its subcharts under their names.
constexpr int max_search_depth = 3;

struct Place {
  yaml::Entry entry;
  TextFormat format = TextFormat::overrides;
  std::uint32_t end_line = 0;  // the first line that is no longer part of the entry
  std::string path;            // "tempo.per_tenant_overrides"
};

std::uint32_t end_of_entry(const yaml::Node& mapping, std::size_t index, std::uint32_t end_line) {
  return index + 1 < mapping.size() ? mapping.entry(index + 1).key.written_at().line : end_line;
}

// Since chart 1.33 `overrides` is Tempo's own block, whose keys are these; before, it held tenants.
bool is_tempo_block(const yaml::Node& overrides) {
  constexpr std::array<std::string_view, 5> keys{
      "defaults", "per_tenant_override_config", "per_tenant_override_period",
      "user_configurable_overrides", "enable_legacy_overrides"};
  return std::ranges::any_of(keys, [&overrides](std::string_view key) {
    return static_cast<bool>(find_value(overrides, key));
  });
}

class PlaceFinder {
 public:
  explicit PlaceFinder(std::uint32_t end_line) : end_line_(end_line) {}

  std::vector<Place> find(const yaml::Node& root) {
    search(root, end_line_, "", 0);
    if (places_.empty()) add_older_overrides(root);
    return std::move(places_);
  }

 private:
  void search(const yaml::Node& mapping, std::uint32_t end_line, const std::string& prefix,
              int depth);
  void add_older_overrides(const yaml::Node& root);

  std::uint32_t end_line_;
  std::vector<Place> places_;
};

void PlaceFinder::search(const yaml::Node& mapping, std::uint32_t end_line,
                         const std::string& prefix, int depth) {
  if (depth > max_search_depth || mapping.kind() != yaml::NodeKind::mapping) return;
  for (std::size_t index = 0; index < mapping.size(); ++index) {
    const yaml::Entry entry = mapping.entry(index);
    if (entry.key.kind() != yaml::NodeKind::scalar) continue;
    const std::uint32_t end = end_of_entry(mapping, index, end_line);
    const std::string path = prefix + std::string(entry.key.text());
    if (entry.key.text() == "per_tenant_overrides") {
      places_.push_back({entry, TextFormat::overrides, end, path});
    } else if (('.' + path).ends_with(".provisioner.additionalTenants")) {
      places_.push_back({entry, TextFormat::declared_tenants, end, path});
    } else if (!entry.value.is_alias()) {
      search(entry.value, end, path + '.', depth + 1);
    }
  }
}

void PlaceFinder::add_older_overrides(const yaml::Node& root) {
  for (std::size_t index = 0; index < root.size(); ++index) {
    const yaml::Entry entry = root.entry(index);
    if (entry.key.kind() != yaml::NodeKind::scalar || entry.key.text() != "overrides") continue;
    if (is_tempo_block(entry.value)) continue;
    places_.push_back(
        {entry, TextFormat::overrides, end_of_entry(root, index, end_line_), "overrides"});
  }
}

// The value of the key, as the file that the chart generates from it.
struct ChartText {
  std::string text;
  std::optional<TextOrigin> origin;
};

Result<ChartText, Diagnostic> chart_text(const Place& place, const LineIndex& lines) {
  const yaml::Node& value = place.entry.value;
  const bool is_string =
      value.kind() == yaml::NodeKind::scalar && value.style() != yaml::ScalarStyle::plain;
  if (is_string) return ChartText{std::string(value.text()), origin_of(value, lines)};

  const std::string key = place.format == TextFormat::overrides ? "overrides" : "tenants";
  if (auto masked = masked_block(lines, place.entry.key, key, place.end_line)) {
    return ChartText{*std::move(masked), TextOrigin{}};
  }
  // It refers to anchors outside or shares its line: rewrite it and map each position.
  auto json = to_json(value);
  if (!json) return tl::unexpected(json.error());
  if (auto restated = restated_block(place.entry, key))
    return ChartText{std::move(restated->text), TextOrigin{.spots = std::move(restated->spots)}};
  return ChartText{nlohmann::json{{key, *std::move(json)}}.dump(
                       2, ' ', false, nlohmann::json::error_handler_t::replace),
                   std::nullopt};
}

Result<void, Diagnostic> add_subjects(std::vector<Subject>& subjects, const Place& place,
                                      const LineIndex& lines, const policy::Policy& policy,
                                      const std::string& namespace_name) {
  const auto chart = chart_text(place, lines);
  if (!chart) return tl::unexpected(chart.error());
  const auto examples = example_objects(policy, place.format);
  if (examples.empty()) return nobody_judges(place.format);
  for (const auto& example : examples) {
    Subject subject;
    subject.line = place.entry.key.written_at().line;
    subject.asked = creation_of(config_map_of(example, place.path, chart->text), namespace_name);
    if (chart->origin) subject.origins[example.key] = *chart->origin;
    subjects.push_back(std::move(subject));
  }
  return {};
}

}  // namespace

Subjects read_helm_values(const std::string& text, const LineIndex& lines,
                          const policy::Policy& policy, const std::string& namespace_name) {
  const auto document = yaml::read(text);
  if (!document) return tl::unexpected(document.error());
  const yaml::Node root = document->root();
  if (!root || root.kind() != yaml::NodeKind::mapping) {
    return unreadable({1, 1}, "Helm values must be a mapping");
  }
  std::vector<Subject> subjects;
  for (const Place& place : PlaceFinder(lines.line_count() + 1).find(root)) {
    const auto added = add_subjects(subjects, place, lines, policy, namespace_name);
    if (!added) return tl::unexpected(added.error());
  }
  if (subjects.empty()) {
    return unreadable({},
                      "no tenants found: none of per_tenant_overrides, overrides (older charts) "
                      "and provisioner.additionalTenants is set");
  }
  return subjects;
}

}  // namespace tempo_admission::app
