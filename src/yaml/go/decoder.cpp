#include "yaml/go/decoder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <type_traits>

#include "yaml/document.hpp"
#include "yaml/go/literal_text.hpp"
#include "yaml/go/number.hpp"
#include "yaml/go/time.hpp"
#include "yaml/reading/fault.hpp"

namespace tempo_admission::yaml {
namespace {

constexpr std::string_view merge_key = "<<";

// Instructions, measured with callgrind and rounded up.
constexpr std::uint64_t for_step = 300;  // one child of a collection, or its end
constexpr std::uint64_t for_key = 2000;  // looked up in, or added to, a Go map

std::string unquoted_text(const Scalar& value) {
  return std::visit(
      [](const auto& held) -> std::string {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, bool>) return held ? "true" : "false";
        if constexpr (std::is_same_v<Held, double>) return format_go_float(held);
        if constexpr (std::is_same_v<Held, std::int64_t> || std::is_same_v<Held, std::uint64_t>) {
          return std::to_string(held);
        }
        if constexpr (std::is_same_v<Held, Timestamp>) {
          return rewrite_go_timestamp(held.text).value_or(held.text);
        }
        return {};
      },
      value);
}

}  // namespace

Decoder::Decoder(DecodedTree& out, Effort& effort)
    : out_(out), tree_(TreeAccess::tree(out.document)), duplicates_(tree_), effort_(effort) {}

bool Decoder::run() {
  spend(1);  // the document
  enter(0, false);
  while (!frames_.empty() && !gave_up_) step();
  finish();
  return !gave_up_;
}

void Decoder::step() {
  charge(for_step);
  Frame& frame = frames_.back();
  const Record& record = record_at(frame.record);
  if (frame.next < record.count) {
    if (record.kind == RecordKind::mapping) return step_mapping();
    return decode_value(tree_.children[record.first + frame.next++]);
  }
  if (frame.merge_value != no_record) return step_merge();
  leave();
}

void Decoder::step_mapping() {
  Frame& frame = frames_.back();
  const std::uint32_t child = record_at(frame.record).first + frame.next;
  const std::uint32_t key = tree_.children[child];
  const std::uint32_t value = tree_.children[child + 1];
  frame.next += 2;
  if (record_at(key).kind == RecordKind::scalar && is_merge_key_for_v3(source_of(key))) {
    frame.merge_value = value;
    return;
  }
  if (!frame.out) {
    spend(1);
    return decode_value(value);
  }
  const auto place = decode_key(key, frame.out->string_keys);
  if (!place) return;
  if (frame.merged) {
    charge_key(*place, frame.out->entries.size());
    if (frame.merged->find(*place)) return;
    frame.merged->add(*place, 0);
  }
  set_entry(*frame.out, *place, {key, value, frame.is_merged, frame.out->string_keys});
  if (place->type == GoKey::Type::text && place->text == merge_key) check_second_merge(value);
  decode_value(value);
}

// v3 takes a quoted "<<" for a string but writes it unquoted, so v2 merges its value.
void Decoder::check_second_merge(std::uint32_t record) {
  const std::uint32_t target = tree_.behind_alias(record);
  const Record& value = record_at(target);
  bool merges = value.kind == RecordKind::mapping;
  if (value.kind == RecordKind::sequence) {
    const auto* const items = tree_.children.data() + value.first;
    merges = std::all_of(items, items + value.count, [&](std::uint32_t item) {
      return record_at(tree_.behind_alias(item)).kind == RecordKind::mapping;
    });
  }
  if (!merges) report_merge(record);
}

void Decoder::report_merge(std::uint32_t record) {
  report(refused("yaml/merge", "'<<' must be a mapping or a list of mappings", position(record),
                 "write an alias of a mapping, or a list of them: <<: [*first, *second]"));
}

void Decoder::step_merge() {
  Frame& frame = frames_.back();
  if (!frame.merged) {
    frame.merged = std::make_shared<KeyIndex>();
    forbid_keys_of(record_at(frame.record), *frame.merged);
  }
  const Record& value = record_at(frame.merge_value);
  const bool is_list = value.kind == RecordKind::sequence;
  if (frame.next_merge == (is_list ? value.count : 1)) {
    frame.merge_value = no_record;
    return;
  }
  const std::uint32_t source =
      is_list ? tree_.children[value.first + frame.next_merge] : frame.merge_value;
  ++frame.next_merge;
  const std::uint32_t target = tree_.behind_alias(source);
  const bool is_dangling = record_at(target).kind == RecordKind::alias;
  if (is_dangling) return;  // reported already
  if (record_at(target).kind != RecordKind::mapping) {
    return report_merge(source);
  }
  enter_merged(source);
}

void Decoder::leave() {
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.behind_alias) --open_aliases_;
  DecodedNode& node = out_.nodes[frame.record];
  node.is_open = false;
  DecodedNode left;
  left.has_alias = frame.has_alias;
  left.height = frame.height;
  if (!frame.is_merged) {
    const bool is_empty = record_at(frame.record).count == 0;
    left.height = is_empty ? std::uint16_t{0} : static_cast<std::uint16_t>(left.height + 1U);
    const std::uint64_t cost = budget_.steps() - frame.steps_before;
    node.cost = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(cost, std::numeric_limits<std::uint32_t>::max()));
    node.has_alias = left.has_alias;
    node.height = left.height;
  }
  if (frame.out && !frame.is_merged && !node.has_entries) {
    node.has_entries = true;
    out_.lists.push_back({frame.record, static_cast<std::uint32_t>(out_.entries.size()),
                          static_cast<std::uint32_t>(frame.out->entries.size())});
    out_.entries.insert(out_.entries.end(), frame.out->entries.begin(), frame.out->entries.end());
  }
  note_child(left, frame.behind_alias);
}

// Propagates what the parent must know about a decoded node.
void Decoder::note_child(const DecodedNode& child, bool behind_alias) {
  constexpr std::uint16_t enough = std::numeric_limits<std::uint16_t>::max() - 1;
  if (frames_.empty()) return;
  Frame& parent = frames_.back();
  parent.has_alias = parent.has_alias || child.has_alias || behind_alias;
  parent.height = std::min(enough, std::max(parent.height, child.height));
}

std::optional<std::uint32_t> Decoder::follow(std::uint32_t alias) {
  last_alias_ = alias;
  spend(1);
  if (!frames_.empty()) frames_.back().has_alias = true;
  const std::uint32_t target = record_at(alias).first;
  if (target == no_record) return std::nullopt;
  if (!out_.nodes[target].is_open) return target;
  if (!out_.nodes[alias].is_cut) {
    report(refused(
        "yaml/alias-cycle",
        "alias '*" + std::string(tree_.anchor_of(alias)) + "' is inside the value it refers to",
        position(alias), "refer to a value that ends above this line"));
  }
  out_.nodes[alias].is_cut = true;
  return std::nullopt;
}

void Decoder::decode_value(std::uint32_t record) {
  const bool is_alias = record_at(record).kind == RecordKind::alias;
  if (is_alias) {
    const auto target = follow(record);
    if (!target) return;
    record = *target;
    ++open_aliases_;
  }
  const DecodedNode& node = out_.nodes[record];
  const bool is_scalar = record_at(record).kind == RecordKind::scalar;
  const bool is_known = node.cost > 0 && (open_aliases_ > 0 || !node.has_alias);
  if (!is_scalar && !is_known) return enter(record, is_alias);
  spend(is_scalar ? 1 : node.cost);
  if (is_scalar) decode_scalar(record);
  if (is_alias) --open_aliases_;
  note_child(node, is_alias);
}

void Decoder::enter(std::uint32_t record, bool behind_alias) {
  Frame frame;
  frame.record = record;
  frame.behind_alias = behind_alias;
  frame.steps_before = budget_.steps();
  spend(1);
  const Record& collection = record_at(record);
  DecodedNode& node = out_.nodes[record];
  node.is_open = true;
  if (collection.kind == RecordKind::mapping) {
    frame.out = out_map_for(record);
    if (!node.was_checked) duplicates_.report(collection, out_.diagnostics);
    node.was_checked = true;
  }
  frames_.push_back(std::move(frame));
}

void Decoder::enter_merged(std::uint32_t record) {
  const bool is_alias = record_at(record).kind == RecordKind::alias;
  if (is_alias) {
    const auto target = follow(record);
    if (!target) return;
    record = *target;
    ++open_aliases_;
  }
  spend(1);
  DecodedNode& node = out_.nodes[record];
  node.is_open = true;
  if (!node.was_checked) duplicates_.report(record_at(record), out_.diagnostics);
  node.was_checked = true;
  Frame frame;
  frame.record = record;
  frame.behind_alias = is_alias;
  frame.out = frames_.back().out;
  frame.merged = frames_.back().merged;
  frame.is_merged = true;
  frames_.push_back(std::move(frame));
}

Decoder::KeyLook Decoder::look_at_key(std::uint32_t record) {
  const std::uint32_t target = tree_.behind_alias(record);
  if (record_at(target).kind != RecordKind::scalar) return KeyLook::other;
  const ScalarSource source = source_of(target);
  if (resolve_unless_string(source)) {
    const bool merges = target == record && is_merge_key_for_v3(source);
    return merges ? KeyLook::merge : KeyLook::other;
  }
  note_string(target);
  return target == record && source.text != merge_key ? KeyLook::plain_string : KeyLook::string;
}

// go-yaml decodes a mapping whose keys are all strings into map[string]any, any other into
// map[any]any. Mappings with string keys and no merges, the usual case, are kept as written.
std::shared_ptr<Decoder::OutMap> Decoder::out_map_for(std::uint32_t record) {
  const Record& mapping = record_at(record);
  const bool is_root = record == 0;
  bool as_written = !is_root;
  bool all_strings = true;
  for (std::uint32_t i = 0; i < mapping.count; i += 2) {
    const KeyLook look = look_at_key(tree_.children[mapping.first + i]);
    as_written = as_written && look == KeyLook::plain_string;
    all_strings = all_strings && look != KeyLook::other;
  }
  if (as_written) return nullptr;
  auto out = std::make_shared<OutMap>();
  out->string_keys = is_root || all_strings;
  return out;
}

std::optional<GoKey> Decoder::decode_key(std::uint32_t record, bool as_string) {
  const std::uint32_t written = record;
  const bool is_alias = record_at(record).kind == RecordKind::alias;
  if (is_alias) {
    const auto target = follow(record);
    if (!target) return std::nullopt;
    record = *target;
    ++open_aliases_;
  }
  spend(1);
  if (is_alias) --open_aliases_;
  if (record_at(record).kind == RecordKind::scalar) return go_key(record, as_string);
  report(refused("yaml/complex-key", "a mapping or a list cannot be a key", position(written),
                 "render the template if it is one, or quote a key that starts with '{' or '['"));
  return std::nullopt;
}

std::optional<GoKey> Decoder::go_key(std::uint32_t record, bool as_string) {
  decode_scalar(record);
  const ScalarSource source = source_of(record);
  GoKey key;
  key.text = source.text;
  const Rewriting rewriting = out_.nodes[record].rewriting;
  if (rewriting == Rewriting::text) return key;
  const auto value = resolve_scalar(source, Dialect::go_yaml_v3);
  if (!value) return std::nullopt;  // reported by decode_scalar
  if (rewriting == Rewriting::new_text) {
    key.text = key_texts_.emplace_back(std::get<std::string>(*value));
    return key;
  }
  if (as_string) {
    if (rewriting == Rewriting::null) return std::nullopt;  // not a Go string
    return key;
  }
  return value_key(*value);
}

// For numbers, booleans, times and null; strings are handled by go_key().
GoKey Decoder::value_key(const Scalar& value) {
  GoKey key;
  if (const auto* truth = std::get_if<bool>(&value)) {
    key = {GoKey::Type::boolean, *truth ? 1U : 0U, {}};
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    key = {GoKey::Type::integer, static_cast<std::uint64_t>(*integer), {}};
  } else if (const auto* large = std::get_if<std::uint64_t>(&value)) {
    key = {GoKey::Type::unsigned_integer, *large, {}};
  } else if (const auto* floating = std::get_if<double>(&value)) {
    const double positive_zero = *floating == 0 ? 0.0 : *floating;
    key = {GoKey::Type::floating, std::bit_cast<std::uint64_t>(positive_zero), {}};
    if (std::isnan(*floating)) key.bits += ++unequal_keys_;
  } else if (std::holds_alternative<Timestamp>(value)) {
    key = {GoKey::Type::time, 0, key_texts_.emplace_back(unquoted_text(value))};
    // Go compares time zones by address, and only UTC's is always the same.
    if (!key.text.ends_with('Z')) key.bits = ++unequal_keys_;
  } else {
    key = {GoKey::Type::null, 0, {}};
  }
  return key;
}

void Decoder::decode_scalar(std::uint32_t record) {
  DecodedNode& node = out_.nodes[record];
  if (node.rewriting != Rewriting::none) return;
  const ScalarSource source = source_of(record);
  const auto resolved = resolve_unless_string(source);
  if (!resolved) return note_string(record);
  node.rewriting = Rewriting::text;
  if (!*resolved) {
    return report(refused("yaml/tag", resolved->error().message, position(record),
                          "remove the tag, or write a value that matches it"));
  }
  const Scalar& value = **resolved;
  if (std::holds_alternative<Null>(value)) {
    node.rewriting = Rewriting::null;
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    if (*text != source.text) set_new_text(record, Rewriting::new_text, *text);
  } else {
    const std::string rewritten = unquoted_text(value);
    node.rewriting = Rewriting::plain;
    if (rewritten != source.text) set_new_text(record, Rewriting::new_plain, rewritten);
  }
}

void Decoder::set_new_text(std::uint32_t record, Rewriting rewriting, std::string_view text) {
  out_.nodes[record].rewriting = rewriting;
  out_.new_texts.push_back({record, static_cast<std::uint32_t>(out_.texts.size()),
                            static_cast<std::uint32_t>(text.size())});
  out_.texts += text;
}

void Decoder::note_string(std::uint32_t record) {
  DecodedNode& node = out_.nodes[record];
  if (node.rewriting != Rewriting::none) return;
  node.rewriting = Rewriting::text;
  const LiteralTrouble trouble = literal_trouble(tree_.text_of(record_at(record)));
  if (trouble == LiteralTrouble::always) report(indented_literal_fault(position(record)));
  has_indented_literals_ = has_indented_literals_ || trouble == LiteralTrouble::by_position;
}

// If two keys are the same Go value, the later one wins.
void Decoder::set_entry(OutMap& out, const GoKey& key, const DecodedEntry& entry) {
  charge_key(key, out.entries.size());
  if (const auto place = out.places.find(key)) {
    out.entries[*place] = entry;
    return;
  }
  out.places.add(key, static_cast<std::uint32_t>(out.entries.size()));
  out.entries.push_back(entry);
}

void Decoder::forbid_keys_of(const Record& mapping, KeyIndex& merged) {
  for (std::uint32_t i = 0; i < mapping.count; i += 2) {
    const std::uint32_t key = tree_.children[mapping.first + i];
    const std::uint32_t target = tree_.behind_alias(key);
    if (record_at(target).kind != RecordKind::scalar) continue;  // reported already
    if (target != key) spend(1);
    if (target != key) ++open_aliases_;
    spend(1);
    if (target != key) --open_aliases_;
    const auto place = go_key(target, false);
    if (place) charge_key(*place, mapping.count);
    if (place && !merged.find(*place)) merged.add(*place, 0);
  }
}

void Decoder::spend(std::uint64_t steps) {
  if (budget_.spend(steps, open_aliases_ > 0) || gave_up_) return;
  gave_up_ = true;
  report(refused("yaml/alias-expansion", "aliases expand this file to many times its size",
                 position(last_alias_), "use fewer aliases, and write out what is used once"));
}

// Does not stop here: the loop checks gave_up_ before each step.
void Decoder::charge(std::uint64_t instructions) {
  if (effort_.spend(steps_of(instructions), "following aliases and merge keys") || gave_up_) return;
  gave_up_ = true;
  report(too_costly(effort_, position(frames_.empty() ? 0 : frames_.back().record)));
}

bool Decoder::charge_walk() {
  charge(budget_.steps() * for_step);
  return !gave_up_;
}

// A look-up compares about log2(keys) keys.
void Decoder::charge_key(const GoKey& key, std::size_t keys) {
  charge(for_key + static_cast<std::uint64_t>(std::bit_width(keys)) * (key.text.size() / 4 + 80));
}

void Decoder::finish() {
  const auto by_record = [](const auto& a, const auto& b) { return a.record < b.record; };
  std::sort(out_.new_texts.begin(), out_.new_texts.end(), by_record);
  std::sort(out_.lists.begin(), out_.lists.end(), by_record);
  // go-yaml v2 reads what v3 wrote, all in block style.
  const std::size_t v2_limit = Limits{}.max_depth;
  if (!gave_up_ && out_.nodes[0].height > v2_limit) {
    report(refused("yaml/too-deep",
                   "with aliases expanded, the file is nested deeper than " +
                       std::to_string(v2_limit) + " levels",
                   position(0)));
  }
}

ScalarSource Decoder::source_of(std::uint32_t record) const {
  const Record& scalar = record_at(record);
  ScalarSource source;
  source.style = scalar.style;
  source.text = tree_.text_of(scalar);
  if (scalar.has_properties) source.tag = tree_.tag_of(record);
  return source;
}

Position Decoder::position(std::uint32_t record) const {
  return tree_.source->lines.position(record_at(record).offset);
}

}  // namespace tempo_admission::yaml
