// Dedicated columns: what Validate() of tempodb/backend/block_meta.go refuses (in the runtime file
// since 3.0), and how many each version stores.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "tempo/findings/messages.hpp"
#include "tempo/rules/validators.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo_admission/base/nearest_name.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::GoNode;
using yaml::NodeKind;

struct ColumnPart {
  GoNode node;  // empty if the column has none
  std::string_view text;
};

// Works for a null column as well, as in [~].
ColumnPart part_of(GoNode column, std::string_view name) {
  if (column.kind() != NodeKind::mapping) return {};
  for (std::size_t i = 0; i < column.size(); ++i) {
    const auto [key, value, merged] = column.entry(i);
    if (key.as_string() != name) continue;
    return {value, value.kind() == NodeKind::scalar ? value.as_string() : std::string_view()};
  }
  return {};
}

struct Column {
  const Reading& reading;
  Path path;
  GoNode node;
  ColumnPart name;
  ColumnPart type;
  ColumnPart scope;

  // Reported at the value, or at the column if the value is missing. A list or a mapping has
  // already been reported as a wrong type.
  void refuse(const ColumnPart& part, std::string_view field, const std::string& message,
              const std::string& hint) const {
    if (part.node && part.node.kind() != NodeKind::scalar) return;
    const auto position = position_of(part.node ? part.node : node);
    refuse_since(Version::v3_0, code::dedicated_column, reading, position, path.below(field),
                 [&] { return Message{message, hint}; });
  }
};

std::string given(const ColumnPart& part) {
  return part.text.empty() ? "none" : quoted(part.text);
}

constexpr std::array<std::string_view, 2> types = {"string", "int"};
constexpr std::array<std::string_view, 3> scopes = {"span", "resource", "event"};

bool is_one_of(std::span<const std::string_view> known, std::string_view text) {
  return std::find(known.begin(), known.end(), text) != known.end();
}

// "write scope: resource" if that was nearly written, else the first known value.
std::string one_to_write(std::string_view field, const ColumnPart& part,
                         std::span<const std::string_view> known) {
  const auto nearest = nearest_name(part.text, known);
  return "write " + std::string(field) + ": " + std::string(nearest.value_or(known.front()));
}

void check_options(const Column& column) {
  const auto options = part_of(column.node, "options").node;
  if (!options || options.kind() != NodeKind::sequence) return;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto option = options.item(i);
    if (option.kind() != NodeKind::scalar) continue;
    const auto text = option.as_string();
    if (text != "array" && text != "blob")
      column.refuse({option, text}, "options",
                    "unknown option " + quoted(text) + " of a dedicated column",
                    "supported values: array, blob");
  }
}

using SeenNames = std::set<std::pair<std::string_view, std::string_view>>;  // scope and name

void check_column(const Column& column, SeenNames& seen) {
  if (column.name.text.empty())
    column.refuse(column.name, "name", "a dedicated column must have a name",
                  "for example name: http.url");
  else if (!seen.emplace(column.scope.text, column.name.text).second)
    column.refuse(column.name, "name",
                  "duplicate dedicated column " + quoted(column.name.text) + " in scope " +
                      given(column.scope),
                  "keep one of them");
  check_options(column);
  if (!is_one_of(types, column.type.text))
    column.refuse(column.type, "type",
                  "type of a dedicated column: expected string or int, found " + given(column.type),
                  one_to_write("type", column.type, types));
  if (!is_one_of(scopes, column.scope.text))
    column.refuse(column.scope, "scope",
                  "scope of a dedicated column: expected resource, span or event, found " +
                      given(column.scope),
                  one_to_write("scope", column.scope, scopes));
}

// How many columns of a type each scope can store.
std::size_t most_columns(Version version, std::string_view type) {
  if (type == "int") return 5;
  return version >= Version::v3_0 ? 20 : 10;
}

using Counts = std::map<std::pair<std::string_view, std::string_view>, std::size_t>;

void count_column(const Column& column, Counts& counts) {
  const auto most = most_columns(column.reading.settings.version, column.type.text);
  if (++counts[{column.type.text, column.scope.text}] != most + 1) return;
  column.reading.report.add(code::too_many_columns, position_of(column.node), column.path, [&] {
    return Message{"too many " + given(column.type) + " columns: Tempo stores at most " +
                       std::to_string(most) + " in scope " + given(column.scope),
                   "keep the ones that are queried most"};
  });
}

bool is_env_placeholder(const Column& column) {
  if (!column.reading.settings.expand_env) return false;
  return has_env_reference(column.name.node) || has_env_reference(column.type.node) ||
         has_env_reference(column.scope.node);
}

void check_columns(const Reading& reading) {
  SeenNames seen;
  Counts counts;
  for (std::size_t i = 0; i < reading.node.size(); ++i) {
    const auto node = reading.node.item(i);
    const bool null = node.kind() == NodeKind::scalar && node.is_null();
    if (node.kind() != NodeKind::mapping && !null) continue;
    const Column column{reading,
                        reading.path.at(i),
                        node,
                        part_of(node, "name"),
                        part_of(node, "type"),
                        part_of(node, "scope")};
    if (is_env_placeholder(column)) continue;
    check_column(column, seen);
    count_column(column, counts);
  }
}

}  // namespace

const std::vector<FieldRule>& dedicated_column_rules() {
  static const std::vector<FieldRule> rules = {
      {"storage.parquet_dedicated_columns", check_columns}};
  return rules;
}

}  // namespace tempo_admission::tempo
