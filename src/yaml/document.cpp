#include "tempo_admission/yaml/document.hpp"

#include <algorithm>
#include <utility>

#include "yaml/document.hpp"
#include "yaml/reading/fault.hpp"
#include "yaml/reading/read_stream.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {
namespace {

// The first problem that a user of the tree could run into.
std::optional<Diagnostic> fault_of(const BuiltDocument& built, const Limits& limits) {
  if (!built.unknown_anchors.empty()) return built.unknown_anchors.front();
  const DocumentTree& tree = *built.tree;
  if (!built.self_references.empty()) {
    const Record& alias = tree.records[built.self_references.front()];
    return refused("yaml/alias-cycle", "this alias is inside the value it refers to",
                   tree.source->lines.position(alias.offset));
  }
  if (built.nodes_followed > limits.max_nodes) {
    return refused("yaml/alias-expansion",
                   "with aliases expanded, the file has more than " +
                       std::to_string(limits.max_nodes) + " nodes",
                   {});
  }
  return std::nullopt;
}

}  // namespace

const Properties* DocumentTree::properties_of(std::uint32_t record) const {
  const auto found = std::lower_bound(
      properties.begin(), properties.end(), record,
      [](const Properties& entry, std::uint32_t wanted) { return entry.record < wanted; });
  return found != properties.end() && found->record == record ? &*found : nullptr;
}

std::string_view DocumentTree::tag_of(std::uint32_t record) const {
  const Properties* found = properties_of(record);
  if (found == nullptr) return {};
  return std::string_view(owned).substr(found->tag_first, found->tag_count);
}

std::string_view DocumentTree::anchor_of(std::uint32_t record) const {
  const Properties* found = properties_of(record);
  if (found == nullptr) return {};
  return std::string_view(owned).substr(found->tag_first + found->tag_count, found->anchor_count);
}

void DocumentTree::add_properties(std::uint32_t record, std::string_view tag,
                                  std::string_view anchor) {
  properties.push_back({record, static_cast<std::uint32_t>(owned.size()),
                        static_cast<std::uint32_t>(tag.size()),
                        static_cast<std::uint32_t>(anchor.size())});
  owned += tag;
  owned += anchor;
}

Document TreeAccess::document(std::unique_ptr<DocumentTree> tree) {
  Document document;
  document.tree_ = std::move(tree);
  return document;
}

NodeKind Node::kind() const {
  const auto& tree = *tree_;
  return kind_of(tree.records[tree.behind_alias(index_)].kind);
}

bool Node::is_alias() const {
  return tree_->records[index_].kind == RecordKind::alias;
}

std::string_view Node::tag() const {
  return tree_->tag_of(tree_->behind_alias(index_));
}

std::string_view Node::anchor() const {
  return tree_->anchor_of(tree_->behind_alias(index_));
}

std::string_view Node::text() const {
  const auto& tree = *tree_;
  const Record& record = tree.records[tree.behind_alias(index_)];
  return record.kind == RecordKind::scalar ? tree.text_of(record) : std::string_view();
}

ScalarStyle Node::style() const {
  const auto& tree = *tree_;
  return tree.records[tree.behind_alias(index_)].style;
}

Position Node::position() const {
  const auto& tree = *tree_;
  return tree.source->lines.position(tree.records[tree.behind_alias(index_)].offset);
}

Position Node::written_at() const {
  const auto& tree = *tree_;
  return tree.source->lines.position(tree.records[index_].offset);
}

std::size_t Node::size() const {
  const auto& tree = *tree_;
  return size_of(tree.records[tree.behind_alias(index_)]);
}

Node Node::item(std::size_t index) const {
  const auto& tree = *tree_;
  const Record& record = tree.records[tree.behind_alias(index_)];
  return {tree_, tree.children[record.first + index]};
}

Entry Node::entry(std::size_t index) const {
  return {item(2 * index), item(2 * index + 1)};
}

Document::Document() : tree_(std::make_unique<DocumentTree>()) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Node Document::root() const {
  return tree_->records.empty() ? Node() : Node(tree_.get(), 0);
}

bool Document::more_documents() const {
  return tree_->more_documents;
}

std::size_t Document::node_count() const {
  return tree_->records.size();
}

Result<Document, Diagnostic> read(std::string_view text, const Limits& limits) {
  StreamRead stream = read_stream(text, limits, Wanted::first_document);
  if (stream.fault) return tl::unexpected(std::move(*stream.fault));
  if (stream.documents.empty()) return Document();
  BuiltDocument& built = stream.documents.front();
  if (auto fault = fault_of(built, limits)) return tl::unexpected(std::move(*fault));
  return TreeAccess::document(std::move(built.tree));
}

Result<std::vector<Document>, Diagnostic> read_all(std::string_view text, const Limits& limits) {
  StreamRead stream = read_stream(text, limits, Wanted::all_documents);
  if (stream.fault) return tl::unexpected(std::move(*stream.fault));
  std::vector<Document> documents;
  documents.reserve(stream.documents.size());
  for (BuiltDocument& built : stream.documents) {
    if (auto fault = fault_of(built, limits)) return tl::unexpected(std::move(*fault));
    documents.push_back(TreeAccess::document(std::move(built.tree)));
  }
  return documents;
}

}  // namespace tempo_admission::yaml
