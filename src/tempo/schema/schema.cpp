#include "tempo/schema/schema.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "tempo/schema/fields_table.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::string_view item_mark = "[]";

constexpr std::array<std::pair<std::string_view, FieldType>, 15> type_names = {{
    {"sections", FieldType::sections},
    {"string", FieldType::string},
    {"int", FieldType::int_},
    {"uint32", FieldType::uint32},
    {"uint64", FieldType::uint64},
    {"float", FieldType::float_},
    {"bool", FieldType::bool_},
    {"go-duration", FieldType::go_duration},
    {"prometheus-duration", FieldType::prometheus_duration},
    {"strings", FieldType::strings},
    {"floats", FieldType::floats},
    {"flags", FieldType::flags},
    {"texts", FieldType::texts},
    {"secrets", FieldType::secrets},
    {"any", FieldType::any},
}};

// The table is part of this program: a malformed one is a bug, and its test shows where.
FieldType type_of(std::string_view name) {
  const auto* const found = std::find_if(type_names.begin(), type_names.end(),
                                         [&](const auto& entry) { return entry.first == name; });
  if (found == type_names.end()) std::abort();
  return found->second;
}

std::optional<Version> version_of(std::string_view column) {
  if (column == "-") return std::nullopt;
  const auto* const found =
      std::find_if(known_versions.begin(), known_versions.end(),
                   [&](Version version) { return to_string(version) == column; });
  if (found == known_versions.end()) std::abort();
  return *found;
}

FieldValue::Unit unit_of(FieldType type, std::string_view column) {
  if (type == FieldType::go_duration || type == FieldType::prometheus_duration)
    return FieldValue::Unit::duration;
  return column == "bytes" ? FieldValue::Unit::bytes : FieldValue::Unit::none;
}

std::string_view take_until(std::string_view& text, char end) {
  const auto taken = text.substr(0, text.find(end));
  text.remove_prefix(std::min(text.size(), taken.size() + 1));
  return taken;
}

std::array<std::string_view, 6> columns_of(std::string_view line) {
  std::array<std::string_view, 6> columns;
  for (auto& column : columns) column = take_until(line, '\t');
  return columns;
}

auto position_of(std::vector<FieldSpec>& children, std::string_view name) {
  return std::lower_bound(children.begin(), children.end(), name,
                          [](const FieldSpec& spec, std::string_view n) { return spec.name < n; });
}

// The spec at a path below a root; creates the sections that lead to it.
FieldSpec& add(FieldSpec& root, std::string_view path) {
  FieldSpec* spec = &root;
  auto rest = path;
  while (!rest.empty()) {
    auto name = take_until(rest, '.');
    if (name.ends_with(item_mark)) name.remove_suffix(item_mark.size());
    auto found = position_of(spec->children, name);
    if (found == spec->children.end() || found->name != name) {
      found = spec->children.insert(found, FieldSpec{});
      found->name = name;
      const auto end = static_cast<std::size_t>(name.data() + name.size() - path.data());
      found->path = path.substr(0, end);
    }
    spec = &*found;
  }
  return *spec;
}

const FieldSpec* descend(const FieldSpec& root, std::string_view path) {
  if (path.ends_with('.')) return nullptr;
  const FieldSpec* spec = &root;
  while (spec != nullptr && !path.empty()) spec = spec->child(take_until(path, '.'));
  return spec;
}

// Fields whose rules look at the version.
constexpr std::array<std::string_view, 9> judged_by_version = {
    "ingestion.tenant_shard_size",
    "ingestion.max_global_traces_per_user",
    "metrics_generator.processors",
    "metrics_generator.generate_native_histograms",
    "metrics_generator.native_histogram_bucket_factor",
    "metrics_generator.processor.service_graphs.histogram_buckets",
    "metrics_generator.processor.span_metrics.histogram_buckets",
    "storage.parquet_dedicated_columns",
    "cost_attribution.dimensions"};

// The fields of list items are declared once, in the scoped format; the legacy one shares them.
void share_items(FieldSpec& legacy, const FieldSpec& scoped_root) {
  for (auto& spec : legacy.children) {
    if (spec.type == FieldType::sections)
      spec.children = descend(scoped_root, spec.path)->children;
    else
      share_items(spec, scoped_root);
  }
}

// A section exists from the first version that knows one of its fields to the last.
void adopt_versions(FieldSpec& spec) {
  for (auto& child : spec.children) adopt_versions(child);
  if (spec.type != FieldType::section || spec.children.empty()) return;
  spec.since = known_versions.back();
  spec.removed = known_versions.front();
  for (const auto& child : spec.children) {
    spec.since = std::min(spec.since, child.since);
    spec.removed = spec.removed && child.removed
                       ? std::optional(std::max(*spec.removed, *child.removed))
                       : std::nullopt;
  }
}

void collect_rows(const FieldSpec& spec, std::vector<const FieldSpec*>& rows) {
  for (const auto& child : spec.children) {
    if (child.type != FieldType::section) rows.push_back(&child);
    collect_rows(child, rows);
  }
}

void collect_names(const FieldSpec& spec, std::unordered_set<std::string_view>& names) {
  for (const auto& child : spec.children) {
    names.insert(child.name);
    collect_names(child, names);
  }
}

}  // namespace

const FieldSpec* FieldSpec::child(std::string_view child_name) const {
  const auto found = std::lower_bound(
      children.begin(), children.end(), child_name,
      [](const FieldSpec& spec, std::string_view wanted) { return spec.name < wanted; });
  return found != children.end() && found->name == child_name ? &*found : nullptr;
}

const Schema& Schema::compiled_in() {
  static const Schema schema(fields_table());
  return schema;
}

Schema::Schema(std::string_view table) {
  std::uint16_t order = 0;
  while (!table.empty()) {
    const auto line = take_until(table, '\n');
    if (!line.empty() && line.front() != '#') add_row(line, order++);
  }
  share_items(legacy_, scoped_);
  adopt_versions(scoped_);
  adopt_versions(legacy_);
  collect_rows(scoped_, rows_);
  std::sort(rows_.begin(), rows_.end(), [](auto* a, auto* b) { return a->order < b->order; });
  collect_names(scoped_, names_);
  collect_names(legacy_, names_);
}

void Schema::add_row(std::string_view line, std::uint16_t order) {
  const auto [path, legacy_path, type, unit, since, removed] = columns_of(line);
  FieldSpec row;
  row.path = path;
  row.type = type_of(type);
  row.unit = unit_of(row.type, unit);
  row.since = version_of(since).value_or(known_versions.front());
  row.removed = version_of(removed);
  row.order = order;
  row.differs_between_versions = row.since != known_versions.front() || row.removed ||
                                 std::find(judged_by_version.begin(), judged_by_version.end(),
                                           path) != judged_by_version.end();
  if (legacy_path != "-" && legacy_path != path) row.legacy_path = legacy_path;
  const auto fill = [&](FieldSpec& spec) {
    row.name = spec.name;
    row.children = std::move(spec.children);
    spec = row;
  };
  fill(add(scoped_, path));
  row.differs_between_versions = row.differs_between_versions || !row.legacy_path.empty();
  if (legacy_path != "-") fill(add(legacy_, legacy_path));
}

const FieldSpec* Schema::find(std::string_view scoped_path) const {
  return descend(scoped_, scoped_path);
}

}  // namespace tempo_admission::tempo
