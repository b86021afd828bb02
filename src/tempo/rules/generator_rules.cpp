// Metrics-generator settings that Tempo's own API refuses but the runtime file accepts. Source:
// modules/generator/validation/fields.go.
#include <algorithm>
#include <array>
#include <optional>

#include "tempo/findings/messages.hpp"
#include "tempo/rules/rule.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo/values/label_name.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::GoNode;
using yaml::NodeKind;

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;

struct Processor {
  std::string_view name;
  Version since = known_versions.front();
  std::optional<Version> removed = std::nullopt;

  [[nodiscard]] bool known_to(Version version) const {
    return since <= version && (!removed || version < *removed);
  }
};

constexpr std::array processors = {
    Processor{"service-graphs"},
    Processor{"service-graphs-request", Version::v3_0},
    Processor{"service-graphs-latency", Version::v3_0},
    Processor{"span-metrics"},
    Processor{"span-metrics-count"},
    Processor{"span-metrics-latency"},
    Processor{"span-metrics-size"},
    Processor{"host-info"},
    Processor{"local-blocks", known_versions.front(), Version::v3_0},
};

constexpr std::array<std::string_view, 5> intrinsic_dimensions = {
    "service", "span_name", "span_kind", "status_code", "status_message"};

Message processor_words(std::string_view name, Version version) {
  const auto* const other = std::find_if(processors.begin(), processors.end(),
                                         [&](const Processor& p) { return p.name == name; });
  if (other != processors.end() && other->removed && *other->removed <= version)
    return {"processor " + quoted(name) + " was removed in Tempo " +
                std::string(to_string(*other->removed)) + ": Tempo logs it and ignores it",
            "remove it; TraceQL metrics work without it"};
  if (other != processors.end())
    return {"processor " + quoted(name) + " needs Tempo " + std::string(to_string(other->since)) +
                ": older versions log it and ignore it",
            "remove it, or upgrade first"};
  std::vector<std::string_view> names;
  for (const auto& processor : processors)
    if (processor.known_to(version)) names.push_back(processor.name);
  return {"unknown processor " + quoted(name) + ": Tempo logs it and ignores it",
          did_you_mean(name, names)};
}

void check_processors(const Reading& reading) {
  const auto& names = std::get<std::vector<std::string>>(reading.value.value);
  const auto version = reading.settings.version;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool known = std::any_of(processors.begin(), processors.end(), [&](const auto& p) {
      return p.name == names[i] && p.known_to(version);
    });
    const auto item = reading.node.item(i);
    if (known || (reading.settings.expand_env && has_env_reference(item))) continue;
    reading.report.add(code::unknown_processor, position_of(item), reading.path.at(i),
                       [&] { return processor_words(names[i], version); });
  }
}

void check_collection_interval(const Reading& reading) {
  const auto interval = std::get<std::int64_t>(reading.value.value);
  if (interval < 0) return;  // fatal: reported elsewhere
  const bool by_default = interval == 0;
  // A bare number of nanoseconds is reported by another rule.
  const bool bare = interval < second && reading.node.is_plain() &&
                    !std::holds_alternative<std::string>(reading.node.value());
  if (by_default || bare || (interval >= 15 * second && interval <= 5 * minute)) return;
  reading.report.add(code::collection_interval, reading.value.position, reading.path, [&] {
    return Message{
        "collection_interval " + reading.value.text + " is outside the range 15s to 5m",
        "write 15s to 60s, as is usual; Tempo's overrides API refuses values outside the range"};
  });
}

void check_slack(const Reading& reading) {
  const auto slack = std::get<std::int64_t>(reading.value.value);
  if (slack >= 0 && slack <= 12 * hour) return;
  reading.report.add(code::ingestion_slack, reading.value.position, reading.path, [&] {
    return Message{
        "ingestion_time_range_slack " + reading.value.text + " is outside the range 0s to 12h",
        "write a value such as 30s, the default; Tempo's overrides API refuses values outside the "
        "range"};
  });
}

void check_label_name(const Reading& reading) {
  const auto& name = std::get<std::string>(reading.value.value);
  if (name.empty() || is_label_name(name)) return;
  reading.report.add(code::label_name, reading.value.position, reading.path, [&] {
    return Message{quoted(name) + " is not a valid Prometheus label or metric name",
                   "write " + sanitized_label(name)};
  });
}

void check_intrinsic_dimensions(const Reading& reading) {
  for (std::size_t i = 0; i < reading.node.size(); ++i) {
    const auto key = reading.node.entry(i).key;
    const auto name = key.as_string();
    const auto& known = intrinsic_dimensions;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    reading.report.add(code::intrinsic_dimension, position_of(key), reading.path.below(name), [&] {
      return Message{"unknown intrinsic dimension " + quoted(name) + ": it has no effect",
                     did_you_mean(name, {known.begin(), known.end()})};
    });
  }
}

GoNode value_at(GoNode block, std::string_view name) {
  for (std::size_t i = 0; i < block.size(); ++i)
    if (const auto entry = block.entry(i); entry.key.as_string() == name) return entry.value;
  return {};
}

void check_dimension_mappings(const Reading& reading) {
  for (std::size_t i = 0; i < reading.node.size(); ++i) {
    const auto mapping = reading.node.item(i);
    if (mapping.kind() != NodeKind::mapping) continue;
    const auto name = value_at(mapping, "name");
    const auto labels = value_at(mapping, "source_labels");
    const bool named = name && (name.kind() != NodeKind::scalar || !name.as_string().empty());
    const bool has_labels = labels && labels.kind() == NodeKind::sequence && labels.size() > 0;
    if (named && has_labels) continue;
    reading.report.add(code::dimension_mapping, position_of(mapping), reading.path.at(i), [&] {
      return Message{
          "a mapping without " + std::string(named ? "source_labels" : "a name") +
              " produces no label",
          "for example {name: endpoint, source_labels: [http.method, http.route], join: /}"};
    });
  }
}

}  // namespace

const std::vector<FieldRule>& generator_rules() {
  static const std::vector<FieldRule> rules = {
      {"metrics_generator.processors", check_processors},
      {"metrics_generator.collection_interval", check_collection_interval},
      {"metrics_generator.ingestion_time_range_slack", check_slack},
      {"metrics_generator.trace_id_label_name", check_label_name},
      {"metrics_generator.processor.host_info.metric_name", check_label_name},
      {"metrics_generator.processor.span_metrics.intrinsic_dimensions", check_intrinsic_dimensions},
      {"metrics_generator.processor.span_metrics.dimension_mappings", check_dimension_mappings},
  };
  return rules;
}

}  // namespace tempo_admission::tempo
