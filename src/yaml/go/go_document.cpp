#include "tempo_admission/yaml/go_document.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "yaml/document.hpp"
#include "yaml/go/decoded_tree.hpp"
#include "yaml/go/decoder.hpp"
#include "yaml/go/literal_text.hpp"
#include "yaml/go/resolve.hpp"
#include "yaml/reading/fault.hpp"
#include "yaml/reading/read_stream.hpp"

namespace tempo_admission::yaml {
namespace {

template <class Row>
const Row* find_row(const std::vector<Row>& rows, std::uint32_t record) {
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), record,
                       [](const Row& row, std::uint32_t wanted) { return row.record < wanted; });
  return found != rows.end() && found->record == record ? &*found : nullptr;
}

bool is_null_root(const DocumentTree& tree) {
  const Record& root = tree.records.front();
  if (root.kind != RecordKind::scalar) return false;
  ScalarSource source{.tag = {}, .style = root.style, .text = tree.text_of(root)};
  if (root.has_properties) source.tag = tree.tag_of(0);
  const auto value = resolve_scalar(source, Dialect::go_yaml_v3);
  return value && std::holds_alternative<Null>(*value);
}

}  // namespace

const EntryList* DecodedTree::list_of(std::uint32_t record) const {
  return nodes[record].has_entries ? find_row(lists, record) : nullptr;
}

std::string_view DecodedTree::new_text_of(std::uint32_t record) const {
  const NewText* row = find_row(new_texts, record);
  return row != nullptr ? std::string_view(texts).substr(row->first, row->count)
                        : std::string_view();
}

NodeKind GoNode::kind() const {
  const std::uint32_t target = tree_->target_of(index_);
  return target == no_record ? NodeKind::scalar : kind_of(tree_->written().records[target].kind);
}

Node GoNode::source() const {
  return TreeAccess::node(tree_->document, index_);
}

bool GoNode::is_null() const {
  const std::uint32_t target = tree_->target_of(index_);
  return target == no_record ||
         (!is_text_key_ && tree_->nodes[target].rewriting == Rewriting::null);
}

bool GoNode::is_plain() const {
  const std::uint32_t target = tree_->target_of(index_);
  if (target == no_record) return true;
  const Rewriting rewriting = tree_->nodes[target].rewriting;
  const bool is_unquoted = rewriting == Rewriting::null || rewriting == Rewriting::plain ||
                           rewriting == Rewriting::new_plain;
  // "<<" is the one string that v3 leaves unquoted although v2 does not read it as one.
  return (is_unquoted && !is_text_key_) || text() == "<<";
}

std::string_view GoNode::text() const {
  return is_null() ? "null" : as_string();
}

Scalar GoNode::value() const {
  if (is_null()) return Null{};
  const auto written = as_string();
  if (!is_plain()) return std::string(written);
  const ScalarSource plain{.tag = {}, .style = ScalarStyle::plain, .text = written};
  auto resolved = resolve_scalar(plain, Dialect::go_yaml_v2);
  return resolved ? std::move(*resolved) : Scalar(std::string(written));
}

std::string_view GoNode::as_string() const {
  const std::uint32_t target = tree_->target_of(index_);
  if (target == no_record) return {};
  const Rewriting rewriting = tree_->nodes[target].rewriting;
  if (rewriting == Rewriting::null && !is_text_key_) return {};
  if (rewriting == Rewriting::new_text || (rewriting == Rewriting::new_plain && !is_text_key_)) {
    return tree_->new_text_of(target);
  }
  const auto& written = tree_->written();
  const Record& record = written.records[target];
  return record.kind == RecordKind::scalar ? written.text_of(record) : std::string_view();
}

std::uint64_t GoNode::weight() const {
  const std::uint32_t target = tree_->target_of(index_);
  return target == no_record ? 1 : 1 + std::uint64_t{tree_->nodes[target].cost};
}

std::size_t GoNode::size() const {
  const std::uint32_t target = tree_->target_of(index_);
  if (target == no_record) return 0;
  if (const EntryList* list = tree_->list_of(target)) return list->count;
  return size_of(tree_->written().records[target]);
}

GoNode GoNode::item(std::size_t index) const {
  const auto& written = tree_->written();
  return {tree_, written.children[written.records[tree_->target_of(index_)].first + index]};
}

GoEntry GoNode::entry(std::size_t index) const {
  const std::uint32_t target = tree_->target_of(index_);
  if (const EntryList* list = tree_->list_of(target)) {
    const DecodedEntry& entry = tree_->entries[list->first + index];
    GoNode key{tree_, entry.key};
    key.is_text_key_ = entry.key_is_text;
    return {key, {tree_, entry.value}, entry.merged};
  }
  const auto& written = tree_->written();
  const auto* child = &written.children[written.records[target].first + 2 * index];
  return {{tree_, child[0]}, {tree_, child[1]}, false};
}

GoDocument::GoDocument(std::unique_ptr<DecodedTree> tree) : tree_(std::move(tree)) {}
GoDocument::GoDocument(GoDocument&&) noexcept = default;
GoDocument& GoDocument::operator=(GoDocument&&) noexcept = default;
GoDocument::~GoDocument() = default;

GoOutcome GoDocument::outcome() const {
  return tree_->outcome;
}
const Diagnostics& GoDocument::diagnostics() const {
  return tree_->diagnostics;
}
const Document& GoDocument::document() const {
  return tree_->document;
}
bool GoDocument::more_documents() const {
  return tree_->document.more_documents();
}

GoNode GoDocument::root() const {
  return tree_->has_root ? GoNode(tree_.get(), 0) : GoNode();
}

GoDocument read_as_go(std::string_view text, const Limits& limits) {
  auto tree = std::make_unique<DecodedTree>();
  Effort own(ample_steps(text.size()));
  Limits shared = limits;
  if (shared.effort == nullptr) shared.effort = &own;
  StreamRead stream = read_stream(text, shared, Wanted::first_document);
  auto& diagnostics = tree->diagnostics;
  diagnostics = std::move(stream.before_fault);
  if (stream.fault) diagnostics.push_back(std::move(*stream.fault));
  if (!stream.documents.empty() && !shared.effort->is_spent()) {
    BuiltDocument& built = stream.documents.front();
    diagnostics.insert(diagnostics.end(), built.unknown_anchors.begin(),
                       built.unknown_anchors.end());
    tree->document = TreeAccess::document(std::move(built.tree));
    const auto& written = TreeAccess::tree(tree->document);
    tree->nodes.resize(written.records.size());
    if (written.records.front().kind == RecordKind::mapping) {
      Decoder decoder(*tree, *shared.effort);
      tree->has_root = decoder.run();
      if (tree->has_root && decoder.has_indented_literals() && decoder.charge_walk()) {
        std::ranges::move(indented_literals(GoNode(tree.get(), 0)),
                          std::back_inserter(diagnostics));
      }
    } else if (!is_null_root(written)) {
      diagnostics.push_back(refused("yaml/not-a-mapping", "the file is not a mapping",
                                    tree->document.root().written_at(),
                                    "write 'key: value' lines"));
    }
  }
  const auto refuses = [](const Diagnostic& diagnostic) { return diagnostic.tempo_rejects; };
  if (std::any_of(diagnostics.begin(), diagnostics.end(), refuses)) {
    tree->outcome = GoOutcome::refused;
  } else if (!diagnostics.empty()) {
    tree->outcome = GoOutcome::limited;
  }
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const auto& a, const auto& b) { return a.position < b.position; });
  return GoDocument(std::move(tree));
}

}  // namespace tempo_admission::yaml
