#include "yaml/reading/tree_builder.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "tempo_admission/yaml/limits.hpp"
#include "yaml/reading/fault.hpp"

namespace tempo_admission::yaml {
namespace {

constexpr std::string_view question_mark = "did not find expected ',' or '}'";

std::string_view view(const yaml_char_t* text) {
  return text != nullptr ? reinterpret_cast<const char*>(text) : "";
}

ScalarStyle style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return ScalarStyle::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return ScalarStyle::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return ScalarStyle::literal;
    case YAML_FOLDED_SCALAR_STYLE:
      return ScalarStyle::folded;
    default:
      return ScalarStyle::plain;
  }
}

bool is_name_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
         c == '-';
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Returns the offset after one anchor, tag, comment or space at `at`, or `at` for anything else.
std::size_t past_property(std::string_view text, std::size_t at) {
  std::size_t end = at;
  if (is_space(text[at])) {
    while (end < text.size() && is_space(text[end])) ++end;
  } else if (text[at] == '&') {
    ++end;
    while (end < text.size() && is_name_character(text[end])) ++end;
  } else if (text[at] == '!') {
    while (end < text.size() && !is_space(text[end])) ++end;
  } else if (text[at] == '#') {
    end = std::min(text.find_first_of("\r\n", at), text.size());
  }
  return end;
}

std::size_t find_tag(std::string_view text, std::size_t start, std::size_t end) {
  while (start < end && text[start] != '!') {
    const std::size_t next = past_property(text, start);
    if (next == start) break;
    start = next;
  }
  return start;
}

}  // namespace

TreeBuilder::TreeBuilder(std::shared_ptr<const Source> source, PatchedText patched,
                         const Limits& limits)
    : source_(std::move(source)), patched_text_(patched), limits_(limits) {}

TreeBuilder::Outcome TreeBuilder::build(EventReader& reader) {
  built_ = {};
  built_.tree = std::make_unique<DocumentTree>();
  built_.tree->source = source_;
  assembler_.start(*built_.tree);
  anchor_names_.clear();
  anchors_.clear();
  while (const yaml_event_t* event = reader.next()) {
    if (event->type == YAML_STREAM_END_EVENT) return Outcome::end;
    if (event->type == YAML_DOCUMENT_END_EVENT) return Outcome::document;
    if (!handle(reader, *event)) return outcome_;
  }
  if (reader.effort().is_spent()) {
    const std::size_t offset = reader.scanned_offset();
    stop(too_costly(reader.effort(), position(offset)), offset);
    return outcome_;
  }
  if (!reader.fault()) return Outcome::end;
  const ReaderFault& fault = *reader.fault();
  const auto repair = repair_for(fault, patched_text_.text);
  if (repair) {
    stop(*repair);
  } else {
    stop(syntax_fault(fault, patched_text_.text, position(fault.offset)), fault.offset);
  }
  return outcome_;
}

bool TreeBuilder::handle(EventReader& reader, const yaml_event_t& event) {
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT:
      return start_document(reader, event);
    case YAML_SCALAR_EVENT:
      return add_scalar(reader, event);
    case YAML_ALIAS_EVENT:
      return add_alias(reader, event);
    case YAML_SEQUENCE_START_EVENT: {
      const auto& data = event.data.sequence_start;
      return open_collection(RecordKind::sequence, data.style == YAML_FLOW_SEQUENCE_STYLE,
                             {reader.start_offset(), reader.end_offset(), data.anchor, data.tag});
    }
    case YAML_MAPPING_START_EVENT: {
      const auto& data = event.data.mapping_start;
      return open_collection(RecordKind::mapping, data.style == YAML_FLOW_MAPPING_STYLE,
                             {reader.start_offset(), reader.end_offset(), data.anchor, data.tag});
    }
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      close_collection();
      return true;
    default:
      return true;
  }
}

bool TreeBuilder::start_document(EventReader& reader, const yaml_event_t& event) {
  const auto* version = event.data.document_start.version_directive;
  if (version == nullptr) return true;
  const std::size_t start = reader.start_offset();
  const std::size_t directive =
      std::min(patched_text_.text.find("%YAML", start), patched_text_.text.size());
  if (is_version_go_yaml_reads(patched_text_.text.substr(directive), version->minor)) return true;
  return stop(syntax_fault({incompatible, directive}, patched_text_.text, position(directive)),
              directive);
}

bool TreeBuilder::add_scalar(EventReader& reader, const yaml_event_t& event) {
  const auto& data = event.data.scalar;
  Written written{reader.start_offset(), 0, data.anchor, data.tag};
  if (data.anchor != nullptr || data.tag != nullptr) written.end = reader.end_offset();
  Record record;
  record.style = style_of(data.style);
  const std::size_t content = content_of(written);
  record.offset = static_cast<std::uint32_t>(content);
  if (!set_text(reader, event, record, content)) return false;
  record.has_properties = data.anchor != nullptr || data.tag != nullptr;
  if (!check_costs(record)) return false;
  assembler_.add(record);
  count_followed(1);
  std::optional<std::size_t> anchor;
  if (record.has_properties && !add_properties(written, anchor)) return false;
  if (anchor) {
    anchors_[*anchor].open = false;
    anchors_[*anchor].followed = 1;
  }
  return true;
}

bool TreeBuilder::set_text(EventReader& reader, const yaml_event_t& event, Record& record,
                           std::size_t content) {
  const auto& data = event.data.scalar;
  const std::string_view value{reinterpret_cast<const char*>(data.value), data.length};
  const bool plain = record.style == ScalarStyle::plain;
  if (plain && in_flow() && !check_flow_scalar(value, content)) return false;
  const bool has_placeholder =
      patched_text_.placeholder && value.find(*patched_text_.placeholder) != std::string_view::npos;
  const std::size_t begin = std::min(plain ? content : content + 1, patched_text_.text.size());
  if (patched_text_.text.substr(begin, value.size()) == value && (plain || !has_placeholder)) {
    record.first = static_cast<std::uint32_t>(begin);
    record.count = static_cast<std::uint32_t>(value.size());
    return true;
  }
  if (record.style == ScalarStyle::double_quoted && !check_escapes(content, reader.end_offset())) {
    return false;
  }
  own_text(record, value, has_placeholder);
  return true;
}

bool TreeBuilder::check_flow_scalar(std::string_view value, std::size_t content) {
  if (!question_mark_in_flow_scalar(value)) return true;
  const std::size_t offset = patched_text_.text.find('?', content + 1);
  return stop(syntax_fault({question_mark, offset}, patched_text_.text, position(offset)), offset);
}

bool TreeBuilder::check_escapes(std::size_t content, std::size_t end) {
  const auto slash = escaped_slash(patched_text_.text.substr(content, end - content));
  if (!slash) return true;
  const std::size_t offset = content + *slash;
  return stop(syntax_fault({unknown_escape, offset}, patched_text_.text, position(offset)), offset);
}

void TreeBuilder::own_text(Record& record, std::string_view value, bool has_placeholder) {
  std::string& owned = built_.tree->owned;
  record.first = static_cast<std::uint32_t>(owned.size());
  record.owned = true;
  if (has_placeholder) {
    owned += without_placeholders(value, *patched_text_.placeholder);
  } else {
    owned += value;
  }
  if (patched_text_.hides_byte_order_marks) show_byte_order_marks(owned, record.first);
  record.count = static_cast<std::uint32_t>(owned.size() - record.first);
}

bool TreeBuilder::add_alias(EventReader& reader, const yaml_event_t& event) {
  Record record;
  record.kind = RecordKind::alias;
  record.first = no_record;
  record.offset = static_cast<std::uint32_t>(reader.start_offset());
  std::uint64_t followed = 1;
  const std::string_view name = view(event.data.alias.anchor);
  const auto known = anchor_names_.find(name);
  if (known == anchor_names_.end()) {
    reader.charge_finding();
    // Does not quote the name: a credential may begin with '*'.
    built_.unknown_anchors.push_back(refused(
        "yaml/unknown-anchor", "unknown anchor: this alias must refer to one defined above it",
        position(record.offset),
        "define the anchor with '&', or quote the value if '*' is part of it"));
  } else {
    const Anchored& anchored = anchors_[known->second];
    record.first = anchored.record;
    followed += anchored.followed;
    if (anchored.open) {
      built_.self_references.push_back(static_cast<std::uint32_t>(built_.tree->records.size()));
    }
  }
  record.has_properties = true;
  if (!check_costs(record)) return false;
  built_.tree->add_properties(assembler_.add(record), {}, name);
  count_followed(followed);
  return true;
}

TreeBuilder::Layout TreeBuilder::layout_of(RecordKind kind, bool flow,
                                           const Written& written) const {
  const std::size_t token = written.end > 0 ? written.end - 1 : 0;
  const std::string_view last =
      patched_text_.text.substr(std::min(token, patched_text_.text.size()), 1);
  Layout layout;
  layout.content = written.start;
  const bool has_properties = written.anchor != nullptr || written.tag != nullptr;
  if (flow) {
    // "[a: b]" contains a mapping without brackets.
    layout.nests = written.end > written.start && (last == "{" || last == "[");
    if (has_properties && layout.nests) layout.content = token;
    return layout;
  }
  // A list that is not indented more than its key does not open a block.
  layout.nests = kind == RecordKind::mapping || patched_text_.text.substr(written.end, 1) == "-";
  if (has_properties) layout.content = layout.nests ? written.end : token;
  return layout;
}

bool TreeBuilder::open_collection(RecordKind kind, bool flow, const Written& written) {
  const Layout layout = layout_of(kind, flow, written);
  Record record;
  record.kind = kind;
  record.has_properties = written.anchor != nullptr || written.tag != nullptr;
  record.offset = static_cast<std::uint32_t>(layout.content);
  if (layout.nests && !check_depth(flow, layout.content)) return false;
  Open open;
  open.flow = flow;
  open.nests = layout.nests;
  if (!check_costs(record)) return false;
  assembler_.open(record);
  if (record.has_properties && !add_properties(written, open.anchor)) return false;
  open_.push_back(open);
  return true;
}

bool TreeBuilder::check_depth(bool flow, std::size_t offset) {
  const std::size_t depth = ++(flow ? flow_depth_ : block_depth_);
  if (depth <= limits_.max_depth) return true;
  const std::size_t go_yaml_limit = Limits{}.max_depth;
  std::string message =
      "the file is nested deeper than " + std::to_string(limits_.max_depth) + " levels";
  return stop(depth > go_yaml_limit
                  ? refused("yaml/too-deep", std::move(message), position(offset))
                  : limited("yaml/too-deep", std::move(message), position(offset)),
              offset);
}

void TreeBuilder::close_collection() {
  const Open closed = open_.back();
  open_.pop_back();
  if (closed.nests) --(closed.flow ? flow_depth_ : block_depth_);
  assembler_.close();
  if (closed.anchor) {
    anchors_[*closed.anchor].followed = closed.followed;
    anchors_[*closed.anchor].open = false;
  }
  count_followed(closed.followed);
}

void TreeBuilder::count_followed(std::uint64_t followed) {
  std::uint64_t& above = open_.empty() ? built_.nodes_followed : open_.back().followed;
  above = std::min<std::uint64_t>(above + followed, std::uint64_t{1} << 62U);
}

bool TreeBuilder::check_costs(const Record& record) {
  if (++nodes_ > limits_.max_nodes) {
    return stop(limited("yaml/too-many-nodes",
                        "the file has more than " + std::to_string(limits_.max_nodes) + " nodes",
                        position(record.offset)),
                record.offset);
  }
  return true;
}

bool TreeBuilder::add_properties(const Written& written, std::optional<std::size_t>& anchor) {
  const auto record = static_cast<std::uint32_t>(built_.tree->records.size() - 1);
  built_.tree->add_properties(record, view(written.tag), view(written.anchor));
  if (written.tag != nullptr && in_flow()) {
    const std::size_t tag = find_tag(patched_text_.text, written.start, written.end);
    if (const auto repair = repair_for_tag(patched_text_.text, tag)) return stop(*repair);
  }
  if (written.anchor == nullptr) return true;
  anchor = anchors_.size();
  anchor_names_[std::string(view(written.anchor))] = anchors_.size();
  anchors_.push_back({.record = record});
  return true;
}

std::size_t TreeBuilder::content_of(const Written& written) const {
  std::size_t at = written.start;
  if (written.anchor == nullptr && written.tag == nullptr) return at;
  while (at < written.end) {
    const std::size_t next = past_property(patched_text_.text, at);
    if (next == at) break;
    at = next;
  }
  return std::min(at, written.end);
}

Position TreeBuilder::position(std::size_t offset) const {
  return source_->lines.position(offset);
}

bool TreeBuilder::stop(Diagnostic fault, std::size_t offset) {
  fault_ = std::move(fault);
  fault_offset_ = offset;
  outcome_ = Outcome::fault;
  return false;
}

bool TreeBuilder::stop(Repair repair) {
  repair_ = repair;
  outcome_ = Outcome::repair;
  return false;
}

}  // namespace tempo_admission::yaml
