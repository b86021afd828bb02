#include "tempo/schema/field_value.hpp"

#include <limits>
#include <utility>

#include "tempo/values/duration.hpp"
#include "tempo/values/go_number.hpp"
#include "tempo_admission/base/go_duration.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::GoNode;
using yaml::NodeKind;

FieldValue made(const FieldSpec& spec, GoNode node, decltype(FieldValue::value) value,
                std::string text) {
  FieldValue made;
  made.value = std::move(value);
  made.unit = spec.unit;
  made.text = std::move(text);
  made.position = position_of(node);
  return made;
}

std::optional<FieldValue> read_bool(const FieldSpec& spec, GoNode node) {
  const auto scalar = node.value();
  const auto* flag = std::get_if<bool>(&scalar);
  if (flag == nullptr) return std::nullopt;
  return made(spec, node, *flag, *flag ? "true" : "false");
}

std::optional<FieldValue> read_int(const FieldSpec& spec, GoNode node) {
  const auto number = go_int(node.value());
  if (!number) return std::nullopt;
  return made(spec, node, *number, std::to_string(*number));
}

std::optional<FieldValue> read_uint(const FieldSpec& spec, GoNode node, std::uint64_t max) {
  const auto number = go_uint(node.value(), max);
  if (!number) return std::nullopt;
  return made(spec, node, *number, std::to_string(*number));
}

std::optional<FieldValue> read_float(const FieldSpec& spec, GoNode node) {
  const auto number = go_float(node.value());
  if (!number) return std::nullopt;
  return made(spec, node, *number, number_text(*number));
}

// A bare number is nanoseconds; a string uses Go's grammar.
std::optional<FieldValue> read_go_duration(const FieldSpec& spec, GoNode node) {
  const auto scalar = node.value();
  const auto* text = std::get_if<std::string>(&scalar);
  const auto nanoseconds = text != nullptr ? parse_go_duration(*text) : go_int(scalar);
  if (!nanoseconds) return std::nullopt;
  return made(spec, node, *nanoseconds, duration_text(*nanoseconds));
}

std::optional<FieldValue> read_prometheus_duration(const FieldSpec& spec, GoNode node) {
  const auto nanoseconds = parse_prometheus_duration(node.as_string());
  if (!nanoseconds) return std::nullopt;
  return made(spec, node, *nanoseconds, duration_text(*nanoseconds));
}

std::optional<FieldValue> read_scalar(const FieldSpec& spec, GoNode node) {
  switch (spec.type) {
    case FieldType::int_:
      return read_int(spec, node);
    case FieldType::uint32:
      return read_uint(spec, node, std::numeric_limits<std::uint32_t>::max());
    case FieldType::uint64:
      return read_uint(spec, node, std::numeric_limits<std::uint64_t>::max());
    case FieldType::float_:
      return read_float(spec, node);
    case FieldType::bool_:
      return read_bool(spec, node);
    case FieldType::go_duration:
      return read_go_duration(spec, node);
    case FieldType::prometheus_duration:
      return read_prometheus_duration(spec, node);
    case FieldType::string:
      return made(spec, node, std::string(node.as_string()), std::string(node.as_string()));
    default:
      return std::nullopt;
  }
}

bool fits_item(FieldType list, GoNode item) {
  if (item.kind() != NodeKind::scalar) return false;
  return list != FieldType::floats || item.is_null() || go_float(item.value()).has_value();
}

// A null item is Go's zero value.
std::string item_text(FieldType list, GoNode item) {
  if (list == FieldType::floats) return number_text(go_float(item.value()).value_or(0));
  return std::string(item.as_string());
}

std::optional<FieldValue> read_list(const FieldSpec& spec, GoNode node) {
  std::vector<std::string> items;
  std::string text;
  for (std::size_t i = 0; i < node.size(); ++i) {
    const auto item = node.item(i);
    if (!fits_item(spec.type, item)) return std::nullopt;
    items.push_back(item_text(spec.type, item));
    if (i != 0) text += ",";
    text += items.back();
  }
  return made(spec, node, std::move(items), std::move(text));
}

bool is_list(FieldType type) {
  return type == FieldType::strings || type == FieldType::floats;
}

}  // namespace

bool has_env_reference(GoNode node) {
  return node && node.kind() == NodeKind::scalar &&
         node.text().find("${") != std::string_view::npos;
}

Position position_of(GoNode node) {
  return node.source().written_at();
}

std::optional<FieldValue> read_value(const FieldSpec& spec, GoNode node) {
  if (is_list(spec.type))
    return node.kind() == NodeKind::sequence ? read_list(spec, node) : std::nullopt;
  return node.kind() == NodeKind::scalar ? read_scalar(spec, node) : std::nullopt;
}

std::optional<BadItem> bad_item(const FieldSpec& spec, GoNode list) {
  if (!is_list(spec.type) || list.kind() != NodeKind::sequence) return std::nullopt;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (const auto item = list.item(i); !fits_item(spec.type, item)) return BadItem{item, i};
  return std::nullopt;
}

std::optional<FieldValue> read_entry(const FieldSpec& spec, GoNode node) {
  if (node.kind() != NodeKind::scalar) return std::nullopt;
  if (spec.type == FieldType::flags)
    return node.is_null() ? made(spec, node, false, "false") : read_bool(spec, node);
  auto entry = made(spec, node, std::string(node.as_string()), std::string(node.as_string()));
  entry.secret = spec.type == FieldType::secrets;
  if (entry.secret) entry.text = "<redacted>";
  return entry;
}

}  // namespace tempo_admission::tempo
