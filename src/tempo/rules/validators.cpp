// What Tempo's runtimeConfigValidator refuses in each version, and warnings for versions that do
// not check it. Source: cmd/tempo/app/overrides_validation.go and modules/generator/validation.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "tempo/findings/messages.hpp"
#include "tempo/rules/rule.hpp"
#include "tempo/rules/validators.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo/values/go_number.hpp"
#include "tempo/values/label_name.hpp"

namespace tempo_admission::tempo {
namespace {

// The charts set a replication factor of three; Tempo's own default is one.
constexpr int charts_replication_factor = 3;

void check_shard_size(const Reading& reading) {
  if (reading.settings.version >= Version::v3_0) return;  // 3.0 has no ingester ring
  const auto size = std::get<std::int64_t>(reading.value.value);
  const auto too_small_for = [&](int replicas) { return size != 0 && size < replicas; };
  const auto words = [&](int replicas) {
    return Message{"tenant_shard_size " + reading.value.text +
                       " is less than a replication factor of " + std::to_string(replicas),
                   "write 0 (no sharding) or at least " + std::to_string(replicas)};
  };
  if (too_small_for(reading.settings.replication_factor))
    reading.report.add(code::tenant_shard_size, reading.value.position, reading.path,
                       [&] { return words(reading.settings.replication_factor); });
  else if (too_small_for(charts_replication_factor))
    reading.report.add(code::small_shard_size, reading.value.position, reading.path, [&] {
      auto warning = words(charts_replication_factor);
      warning.message += ", the default of the charts: Tempo would refuse the file there";
      return warning;
    });
}

void check_histogram_mode(const Reading& reading) {
  constexpr std::array<std::string_view, 4> modes = {"", "classic", "native", "both"};
  const auto& mode = std::get<std::string>(reading.value.value);
  if (std::find(modes.begin(), modes.end(), mode) != modes.end()) return;
  reading.report.add(code::histogram_mode, reading.value.position, reading.path, [&] {
    return Message{"generate_native_histograms cannot be " + quoted(mode),
                   "write classic, native or both"};
  });
}

void check_sanitization(const Reading& reading) {
  constexpr std::array<std::string_view, 3> modes = {"", "dry_run", "enabled"};
  const auto& mode = std::get<std::string>(reading.value.value);
  if (std::find(modes.begin(), modes.end(), mode) != modes.end()) return;
  reading.report.add(code::span_name_sanitization, reading.value.position, reading.path, [&] {
    return Message{"span_name_sanitization cannot be " + quoted(mode),
                   "write dry_run or enabled, or remove it"};
  });
}

void check_bucket_factor(const Reading& reading) {
  const double factor = std::get<double>(reading.value.value);
  if (factor == 0 || !(factor <= 1)) return;
  refuse_since(
      Version::v2_10, code::bucket_factor, reading, reading.value.position, reading.path, [&] {
        return Message{
            "native_histogram_bucket_factor must be greater than 1, not " + reading.value.text,
            "write a number above 1, or remove the line to use Tempo's default of 1.1"};
      });
}

double bucket_at(const Reading& reading, std::size_t index) {
  return go_float(reading.node.item(index).value()).value_or(0);
}

void check_buckets(const Reading& reading) {
  for (std::size_t i = 1; i < reading.node.size(); ++i) {
    const double before = bucket_at(reading, i - 1);
    const double bucket = bucket_at(reading, i);
    if (!(bucket <= before)) continue;
    return refuse_since(
        Version::v2_10, code::histogram_buckets, reading, position_of(reading.node.item(i)),
        reading.path.at(i), [&] {
          return Message{"histogram_buckets must be in ascending order: " + number_text(bucket) +
                             " comes after " + number_text(before),
                         "sort them, and remove duplicates and nulls"};
        });
  }
}

// The label that Tempo derives from a dimension.
std::string cost_label(std::string_view attribute, std::string_view label) {
  if (!label.empty()) return sanitized_label(label);
  for (const std::string_view scope : {"resource.", "span."}) {
    if (!attribute.starts_with(scope)) continue;
    return sanitized_label(attribute.substr(scope.size()));
  }
  return sanitized_label(attribute);
}

void check_cost_dimensions(const Reading& reading) {
  std::unordered_map<std::string, std::string_view> seen;
  for (std::size_t i = 0; i < reading.node.size(); ++i) {
    const auto [key, value, merged] = reading.node.entry(i);
    if (value.kind() != yaml::NodeKind::scalar) continue;
    if (reading.settings.expand_env && (has_env_reference(key) || has_env_reference(value)))
      continue;
    const auto label = cost_label(key.as_string(), value.as_string());
    const auto [first, fresh] = seen.emplace(label, key.as_string());
    const auto refuse = [&](const std::string& message, const std::string& hint) {
      refuse_since(Version::v2_10, code::cost_attribution_label, reading, position_of(key),
                   reading.path.below(key.as_string()), [&] { return Message{message, hint}; });
    };
    if (!fresh)
      refuse("duplicate label " + quoted(label) + ": from " + quoted(key.as_string()) + " and " +
                 quoted(first->second),
             "give each one its own label");
    else if (label.starts_with("__"))
      refuse(quoted(key.as_string()) + " becomes the label " + quoted(label) +
                 ", but Prometheus reserves labels that start with __",
             "map it to a label of letters, digits and single underscores");
  }
}

}  // namespace

const std::vector<FieldRule>& validator_rules() {
  static const std::vector<FieldRule> rules = {
      {"ingestion.tenant_shard_size", check_shard_size},
      {"metrics_generator.generate_native_histograms", check_histogram_mode},
      {"metrics_generator.span_name_sanitization", check_sanitization},
      {"metrics_generator.native_histogram_bucket_factor", check_bucket_factor},
      {"metrics_generator.processor.service_graphs.histogram_buckets", check_buckets},
      {"metrics_generator.processor.span_metrics.histogram_buckets", check_buckets},
      {"cost_attribution.dimensions", check_cost_dimensions},
  };
  return rules;
}

}  // namespace tempo_admission::tempo
