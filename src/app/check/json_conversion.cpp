#include "app/check/json_conversion.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "app/manifest_findings.hpp"
#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::app {
namespace code {

constexpr FindingInfo manifest_not_json{
    .code = "manifest/not-json",
    .effect = Effect::error,
    .meaning = "`check`: a manifest that cannot be converted to JSON",
    .why = R"(
Kubernetes stores JSON, so a manifest must be convertible to JSON: string keys, no binary, no
endless aliases.)",
    .bad = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata: {name: tempo-runtime}
data: {? [a, b] : c})"},
    .good = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata: {name: tempo-runtime}
data: {a: c})"},
};

}  // namespace code

namespace {

using Json = nlohmann::json;
using Converted = Result<Json, Diagnostic>;

tl::unexpected<Diagnostic> fault(const yaml::Node& node, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = code::manifest_not_json.code;
  diagnostic.message = std::move(message);
  diagnostic.position = node.written_at();
  return tl::unexpected(std::move(diagnostic));
}

tl::unexpected<Diagnostic> too_many(const yaml::Node& node) {
  return fault(node, "holds too many values, aliases followed");
}

bool is_merge_key(const yaml::Node& key) {
  if (key.kind() != yaml::NodeKind::scalar || key.text() != "<<") return false;
  return key.tag() == "tag:yaml.org,2002:merge" ||
         (key.tag().empty() && key.style() == yaml::ScalarStyle::plain);
}

class Converter {
 public:
  explicit Converter(ConversionLimits limits) : limits_(limits) {}

  Converted convert(const yaml::Node& node, std::size_t depth);

 private:
  Converted convert_scalar(const yaml::Node& node);
  Converted convert_sequence(const yaml::Node& node, std::size_t depth);
  Result<void, Diagnostic> fill(Json& object, const yaml::Node& mapping, std::size_t depth);
  Result<void, Diagnostic> merge(Json& object, const yaml::Node& merged, std::size_t depth);
  Result<std::string, Diagnostic> key_text(const yaml::Node& key);

  ConversionLimits limits_;
  std::size_t values_ = 0;
};

Converted Converter::convert(const yaml::Node& node, std::size_t depth) {
  if (depth > limits_.max_depth) return fault(node, "is nested too deeply for a manifest");
  if (++values_ > limits_.max_values) return too_many(node);
  if (node.kind() == yaml::NodeKind::scalar) return convert_scalar(node);
  if (node.kind() == yaml::NodeKind::sequence) return convert_sequence(node, depth);
  Json object = Json::object();
  if (auto filled = fill(object, node, depth); !filled) return tl::unexpected(filled.error());
  return object;
}

Converted Converter::convert_scalar(const yaml::Node& node) {
  auto resolved = yaml::resolve(node, yaml::Dialect::go_yaml_v2);
  if (!resolved) return fault(node, resolved.error().message);
  return std::visit(
      [&node](auto&& value) -> Converted {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, yaml::Null>) {
          return Json();
        } else if constexpr (std::is_same_v<Value, yaml::Timestamp>) {
          return Json(value.text);
        } else if constexpr (std::is_same_v<Value, double>) {
          if (!std::isfinite(value)) return fault(node, "JSON has no infinity and no NaN");
          return Json(value);
        } else {
          return Json(value);
        }
      },
      *std::move(resolved));
}

Converted Converter::convert_sequence(const yaml::Node& node, std::size_t depth) {
  Json array = Json::array();
  for (std::size_t index = 0; index < node.size(); ++index) {
    auto item = convert(node.item(index), depth + 1);
    if (!item) return item;
    array.push_back(*std::move(item));
  }
  return array;
}

Result<void, Diagnostic> Converter::fill(Json& object, const yaml::Node& mapping,
                                         std::size_t depth) {
  for (std::size_t index = 0; index < mapping.size(); ++index) {
    const yaml::Entry entry = mapping.entry(index);
    if (++values_ > limits_.max_values) return too_many(entry.value);
    if (is_merge_key(entry.key)) {
      if (auto merged = merge(object, entry.value, depth); !merged) return merged;
      continue;
    }
    auto key = key_text(entry.key);
    if (!key) return tl::unexpected(key.error());
    auto value = convert(entry.value, depth + 1);
    if (!value) return tl::unexpected(value.error());
    object[*std::move(key)] = *std::move(value);
  }
  return {};
}

// In a list of mappings to merge the first one wins, so it is applied last.
Result<void, Diagnostic> Converter::merge(Json& object, const yaml::Node& merged,
                                          std::size_t depth) {
  if (depth > limits_.max_depth) return fault(merged, "is nested too deeply for a manifest");
  if (merged.kind() == yaml::NodeKind::mapping) return fill(object, merged, depth + 1);
  if (merged.kind() != yaml::NodeKind::sequence) {
    return fault(merged, "'<<' takes a mapping or a list of mappings");
  }
  for (std::size_t index = merged.size(); index-- > 0;) {
    const yaml::Node one = merged.item(index);
    if (one.kind() != yaml::NodeKind::mapping) return fault(one, "'<<' takes mappings only");
    if (auto filled = fill(object, one, depth + 1); !filled) return filled;
  }
  return {};
}

// The shortest text that reads back as the same float32, as sigs.k8s.io/yaml formats float keys.
std::string float_key(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<float>(value)).ptr;
  return {digits, end};
}

Result<std::string, Diagnostic> Converter::key_text(const yaml::Node& key) {
  if (key.kind() != yaml::NodeKind::scalar) return fault(key, "a key of JSON is a string");
  const auto resolved = yaml::resolve(key, yaml::Dialect::go_yaml_v2);
  if (!resolved) return fault(key, resolved.error().message);
  if (const auto* text = std::get_if<std::string>(&*resolved)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&*resolved)) return std::to_string(*number);
  if (const auto* number = std::get_if<std::uint64_t>(&*resolved)) return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&*resolved)) return float_key(*number);
  if (const auto* flag = std::get_if<bool>(&*resolved)) return *flag ? "true" : "false";
  if (const auto* time = std::get_if<yaml::Timestamp>(&*resolved)) return time->text;
  return fault(key, "null cannot be a key");
}

}  // namespace

Result<nlohmann::json, Diagnostic> to_json(const yaml::Node& node, ConversionLimits limits) {
  return Converter(limits).convert(node, 0);
}

FindingList json_conversion_findings() {
  static constexpr std::array list = {&code::manifest_not_json};
  return list;
}

}  // namespace tempo_admission::app
