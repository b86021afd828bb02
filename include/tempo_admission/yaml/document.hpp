// A YAML text as a tree that remembers where everything was written.
// Reads with libyaml; accepts and refuses what go-yaml v3 does. Knows nothing of schemas.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/effort.hpp"
#include "tempo_admission/base/position.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/yaml/kinds.hpp"
#include "tempo_admission/yaml/limits.hpp"

namespace tempo_admission::yaml {

class Document;
struct Entry;
struct DocumentTree;  // how this room keeps a document
struct TreeAccess;    // and gets at it

// A handle of two words: cheap to copy, valid while its Document lives.
// Aliases are seen through: an alias behaves as the node it names, while written_at() still tells
// where the alias stands.
class Node {
 public:
  Node() = default;
  [[nodiscard]] explicit operator bool() const { return tree_ != nullptr; }
  [[nodiscard]] NodeKind kind() const;
  [[nodiscard]] bool is_alias() const;
  [[nodiscard]] std::string_view tag()
      const;  // in full ("tag:yaml.org,2002:str"), "!" or "" where none is written
  [[nodiscard]] std::string_view anchor() const;     // "" where none is written
  [[nodiscard]] std::string_view text() const;       // of a scalar, unescaped and unfolded
  [[nodiscard]] ScalarStyle style() const;           // of a scalar
  [[nodiscard]] Position position() const;           // where the node's own content starts
  [[nodiscard]] Position written_at() const;         // the same, for an alias where "*name" stands
  [[nodiscard]] std::size_t size() const;            // items of a sequence, entries of a mapping
  [[nodiscard]] Node item(std::size_t index) const;  // of a sequence
  [[nodiscard]] Entry entry(
      std::size_t index) const;  // of a mapping, in the order written, merge keys not applied
  friend bool operator==(const Node&, const Node&) = default;

 private:
  friend class Document;
  friend struct TreeAccess;
  Node(const DocumentTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  const DocumentTree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

struct Entry {
  Node key;
  Node value;
};

// One document of a stream. Owns its text where it must (unescaped scalars); plain scalars may
// point into the text that was read, which has to outlive the Document.
class Document {
 public:
  Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] Node root() const;               // empty for an empty document
  [[nodiscard]] bool more_documents() const;     // another document follows the first in the stream
  [[nodiscard]] std::size_t node_count() const;  // as written

 private:
  friend struct TreeAccess;
  std::unique_ptr<DocumentTree> tree_;
};

// The first document of the text. What follows it is looked at only as far as more_documents()
// needs. Errors: every one with a code (yaml/syntax, yaml/too-large, yaml/too-deep,
// yaml/too-many-nodes, ...).
[[nodiscard]] Result<Document, Diagnostic> read(std::string_view text, const Limits& limits = {});

// Every document of the text, up to the first that cannot be read (then the error alone).
[[nodiscard]] Result<std::vector<Document>, Diagnostic> read_all(std::string_view text,
                                                                 const Limits& limits = {});

// Keys that one mapping has more than once, as go-yaml v3 sees it: same text, whatever quotes and
// tags. One diagnostic (yaml/duplicate-key) for each but the first, in the order of the text.
[[nodiscard]] Diagnostics duplicate_keys(const Document& document);

}  // namespace tempo_admission::yaml
