#include "tempo/overrides/block_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "tempo/findings/messages.hpp"
#include "tempo/overrides/entry_cursor.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo/schema/flow_text.hpp"
#include "tempo/values/header_name.hpp"

namespace tempo_admission::tempo {

using yaml::GoNode;
using yaml::NodeKind;

namespace {

// Whether the key can take this name without a duplicate or a value of the wrong type. Large
// mappings are not searched, to bound the work.
bool can_be_renamed(GoNode mapping, const yaml::GoEntry& entry, const FieldSpec& meant) {
  constexpr std::size_t max_entries = 100;
  if (mapping.size() > max_entries || entry.merged) return false;
  for (std::size_t i = 0; i < mapping.size(); ++i)
    if (mapping.entry(i).key.as_string() == meant.name) return false;
  if (meant.type == FieldType::section) return entry.value.kind() == NodeKind::mapping;
  return entry.value.kind() != NodeKind::scalar || read_value(meant, entry.value).has_value();
}

}  // namespace

void refuse_duplicate(Report& report, GoNode key, const Path& path) {
  // If the keys are equal as written, the yaml room has already reported them.
  if (report.locate(code::duplicate_key, position_of(key), path)) return;
  report.add(code::duplicate_key, position_of(key), path, [&] { return duplicate_message(key); });
}

void BlockReader::start(std::string_view tenant) {
  tenant_ = tenant;
  mentioned_.reset();
  fields_.clear();
  places_.fill(0);
  written_keys_.clear();
  unread_fields_.clear();
  placeholders_.clear();
  nulls_.clear();
}

void BlockReader::note_key(const FieldSpec& spec, GoNode key) {
  const bool holds_more = spec.type == FieldType::section || spec.type == FieldType::sections ||
                          spec.type == FieldType::flags || spec.type == FieldType::texts ||
                          spec.type == FieldType::secrets;
  if (holds_more && list_depth_ == 0 && !merging_)
    written_keys_.push_back({spec.path, position_of(key)});
}

void BlockReader::note_unread(const FieldSpec& spec) {
  if (list_depth_ == 0) unread_fields_.emplace_back(spec.path);
}

// Of a list of blocks, only the list itself is a field.
void BlockReader::note_placeholder(std::string_view path, GoNode node) {
  Field field{std::string(path.substr(0, path.find("[]"))), {}};
  // A whole tenant may be an alias: its text is not worth a copy for each.
  if (!path.empty())
    field.value.value =
        node.kind() == NodeKind::scalar ? std::string(node.text()) : flow_text(node);
  field.value.has_placeholder = true;
  field.value.position = position_of(node);
  placeholders_.push_back(std::move(field));
}

// go-yaml v2 merges before it decodes the mapping's own null, which empties what was merged.
bool BlockReader::is_emptied(const FieldSpec& spec) const {
  return std::any_of(nulls_.begin(), nulls_.end(), [&](std::string_view null) {
    return spec.path.starts_with(null) &&
           (spec.path.size() == null.size() || spec.path[null.size()] == '.');
  });
}

bool BlockReader::is_env_placeholder(GoNode node) const {
  if (!settings_.expand_env) return false;
  if (node.kind() == NodeKind::scalar) return has_env_reference(node);
  if (node.kind() != NodeKind::sequence) return false;
  for (std::size_t i = 0; i < node.size(); ++i)
    if (has_env_reference(node.item(i))) return true;
  return false;
}

// A short anchor can bring a long string to every tenant: its bytes are copied for each.
bool BlockReader::charge(GoNode value) {
  constexpr std::uint64_t for_byte = 100;  // instructions, the search for credentials among them
  std::uint64_t bytes = 0;
  if (value.kind() == NodeKind::scalar) bytes = value.text().size();
  for (std::size_t i = 0; value.kind() != NodeKind::scalar && i < value.size(); ++i) {
    const auto item = value.kind() == NodeKind::mapping ? value.entry(i).value : value.item(i);
    if (item.kind() == NodeKind::scalar) bytes += item.text().size();
  }
  return settings_.yaml.effort->spend(steps_of(bytes * for_byte), "reading the tenants");
}

// True for null, and for what is merged below a null of the mapping's own.
bool BlockReader::is_empty(const FieldSpec& spec, GoNode value) {
  const bool is_null = value.kind() == NodeKind::scalar && value.is_null();
  if (is_null && !merging_ && list_depth_ == 0) nulls_.push_back(spec.path);
  return is_null || (merging_ && is_emptied(spec));
}

// False where nothing is left to read: null, no effort left, or a value that the environment gives.
bool BlockReader::is_to_be_read(const FieldSpec& spec, GoNode value) {
  const bool is_scalar = value.kind() == NodeKind::scalar;
  if (is_empty(spec, value)) return false;
  const bool is_section = spec.type == FieldType::section;
  if (!is_section) mentioned_.set(spec.order);
  // The fields of a section are charged one by one.
  if ((!is_section || is_scalar) && !charge(value)) return false;
  if (!is_scalar || !is_env_placeholder(value)) return true;
  note_placeholder(spec.path, value);
  return false;
}

void BlockReader::read_field(const FieldSpec& spec, GoNode value, const Path& path) {
  if (!is_to_be_read(spec, value)) return;
  switch (spec.type) {
    case FieldType::section:
      return read_section(spec, value, path);
    case FieldType::sections:
      return read_sections(spec, value, path);
    case FieldType::flags:
    case FieldType::texts:
    case FieldType::secrets:
      return read_map(spec, value, path);
    case FieldType::any:
      return read_any(value, path);
    default:
      return read_leaf(spec, value, path);
  }
}

void BlockReader::read_section(const FieldSpec& section, GoNode block, const Path& path) {
  if (block.kind() != NodeKind::mapping) return refuse_value(section, block, path);
  EntryCursor entries(block);
  std::bitset<max_fields> seen;
  std::size_t source = 0;
  while (const auto entry = entries.next()) {
    if (source != entries.source()) seen.reset();  // one mapping's keys may repeat another's
    source = entries.source();
    const MergeScope merging(*this, source > 0);
    const auto name = entry->key.as_string();
    const auto field_path = path.below(name);
    const auto* spec = section.child(name);
    if (spec == nullptr || !spec->known_to(settings_.version)) {
      refuse_name(section, block, *entry, field_path, Format::scoped);
      continue;
    }
    const auto index = static_cast<std::size_t>(spec - section.children.data());
    if (seen[index]) refuse_duplicate(report_, entry->key, field_path);
    seen.set(index);
    note_key(*spec, entry->key);
    report_.note_field(spec->differs_between_versions);
    read_field(*spec, entry->value, field_path);
  }
}

void BlockReader::read_sections(const FieldSpec& list, GoNode node, const Path& path) {
  if (node.kind() != NodeKind::sequence) return refuse_value(list, node, path);
  ++list_depth_;
  for (std::size_t i = 0; i < node.size(); ++i) {
    const auto item = node.item(i);
    const bool null = item.kind() == NodeKind::scalar && item.is_null();
    if (null) continue;
    if (is_env_placeholder(item))
      note_placeholder(list.path, item);
    else
      read_section(list, item, path.at(i));
  }
  --list_depth_;
  hold(list, node, path, blocks_value(node));
}

void BlockReader::read_map(const FieldSpec& map, GoNode node, const Path& path) {
  if (node.kind() != NodeKind::mapping) return refuse_value(map, node, path);
  std::vector<std::string> keys;
  std::vector<Field> fields;
  const auto repeats = repeated_names(node, key_search_);
  EntryCursor entries(node);
  for (std::size_t i = 0; const auto entry = entries.next(); ++i) {
    const auto [key, value, merged] = *entry;
    const auto name =
        map.type == FieldType::secrets ? redacted_header_name(key.as_string()) : key.as_string();
    const auto entry_path = path.below(name);
    if (repeats.contains(i)) refuse_duplicate(report_, key, entry_path);
    if (loses_value(key)) continue;
    keys.emplace_back(name);
    if (is_env_placeholder(key)) note_placeholder(map.path, key);
    if (auto read = read_entry(map, value)) {
      read->has_placeholder = is_env_placeholder(value);
      fields.push_back({std::string(map.path) + "." + keys.back(), std::move(*read)});
    } else {
      refuse_entry(map, value, entry_path);
    }
  }
  auto held = list_value(std::move(keys), position_of(node));
  held.is_map = true;
  hold(map, node, path, std::move(held));
  if (list_depth_ > 0) return;
  for (auto& field : fields) fields_.push_back({map.order, std::move(field)});
}

void BlockReader::read_leaf(const FieldSpec& spec, GoNode node, const Path& path) {
  auto value = read_value(spec, node);
  if (value) return hold(spec, node, path, std::move(*value));
  if (is_env_placeholder(node)) return note_placeholder(spec.path, node);
  refuse_value(spec, node, path);
}

// Go's `any` accepts everything except a duplicate key.
void BlockReader::read_any(GoNode node, const Path& path) {
  if (const auto key = repeated_value(node))
    refuse_duplicate(report_, key, path.below(key.as_string()));
}

void BlockReader::hold(const FieldSpec& spec, GoNode node, const Path& path, FieldValue value) {
  if (merging_ && value_of(spec) != nullptr) return;  // the mapping's own value takes precedence
  const Reading reading{settings_, report_, tenant_, path, node, value};
  check_number(spec, reading);
  Rules::compiled_in().check(spec, reading);
  if (list_depth_ > 0) return;
  value.has_placeholder = !value.is_map && is_env_placeholder(node);
  fields_.push_back({spec.order, {std::string(spec.path), std::move(value)}});
  if (places_[spec.order] == 0) places_[spec.order] = static_cast<std::uint32_t>(fields_.size());
}

void BlockReader::refuse_value(const FieldSpec& spec, GoNode node, const Path& path) {
  note_unread(spec);
  const auto bad = bad_item(spec, node);
  if (!bad) {
    report_.add(code::wrong_type, position_of(node), path,
                [&] { return wrong_type_message(spec, Part::whole, node); });
    return;
  }
  // Reported at the list, or at the item if that is on another line.
  const auto list_position = position_of(node);
  const auto item_position = position_of(bad->node);
  report_.add(code::wrong_type,
              item_position.line == list_position.line ? list_position : item_position,
              path.at(bad->item), [&] { return wrong_type_message(spec, Part::item, bad->node); });
}

void BlockReader::refuse_entry(const FieldSpec& map, GoNode value, const Path& path) {
  const auto entry = std::string(map.path) + "." + std::string(path.name);
  if (is_env_placeholder(value)) return note_placeholder(entry, value);
  if (list_depth_ == 0) unread_fields_.push_back(entry);
  report_.add(code::wrong_type, position_of(value), path,
              [&] { return wrong_type_message(map, Part::item, value); });
}

void BlockReader::refuse_name(const FieldSpec& section, GoNode mapping, const yaml::GoEntry& entry,
                              const Path& path, Format format) {
  if (is_env_placeholder(entry.key)) return note_placeholder(section.path, entry.key);
  const UnknownField unknown(section, entry.key.as_string(), settings_.version, format);
  report_.add(unknown.code(), position_of(entry.key), path, [&] {
    auto words = unknown.words();
    const auto* meant = unknown.meant_here();
    if (meant != nullptr && can_be_renamed(mapping, entry, *meant))
      words.fix = {std::string(entry.key.source().text()), std::string(meant->name)};
    return words;
  });
}

const FieldValue* BlockReader::value_of(const FieldSpec& spec) const {
  const auto place = places_[spec.order];
  return place == 0 ? nullptr : &fields_[place - 1].field.value;
}

std::vector<Field> BlockReader::take_fields() {
  const auto in_order = [](const auto& a, const auto& b) { return a.order < b.order; };
  if (!std::is_sorted(fields_.begin(), fields_.end(), in_order))
    std::stable_sort(fields_.begin(), fields_.end(), in_order);
  std::vector<Field> fields;
  fields.reserve(fields_.size());
  for (auto& [order, field] : fields_) fields.push_back(std::move(field));
  fields_.clear();
  return fields;
}

}  // namespace tempo_admission::tempo
