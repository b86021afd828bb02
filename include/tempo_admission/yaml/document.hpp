// A YAML document as a tree that remembers the position of every node. Parsed with libyaml; accepts
// and rejects what go-yaml v3 does. Knows nothing of schemas. Pure: const members may be called
// from any thread.
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
struct DocumentTree;  // this room's representation
struct TreeAccess;    // its access to the handles

// A two-word handle: cheap to copy, valid while its Document lives. Do not call accessors of an
// empty Node. Aliases are resolved: an alias behaves like the node it refers to, and only
// written_at() and is_alias() see the alias itself. An index must be less than size().
class Node {
 public:
  Node() = default;
  [[nodiscard]] explicit operator bool() const { return tree_ != nullptr; }
  [[nodiscard]] NodeKind kind() const;
  [[nodiscard]] bool is_alias() const;
  // The full tag ("tag:yaml.org,2002:str"), "!", or "" if none is written.
  [[nodiscard]] std::string_view tag() const;
  [[nodiscard]] std::string_view anchor() const;  // "" if none is written
  [[nodiscard]] std::string_view text() const;    // of a scalar, unescaped and unfolded; else ""
  [[nodiscard]] ScalarStyle style() const;        // of a scalar
  [[nodiscard]] Position position() const;        // where the content starts, after tag and anchor
  [[nodiscard]] Position written_at() const;  // the same, but of an alias the position of its "*"
  [[nodiscard]] std::size_t size() const;     // items of a sequence, entries of a mapping, else 0
  [[nodiscard]] Node item(std::size_t index) const;  // of a sequence
  // Of a mapping: entries in the order written; merge keys are not applied.
  [[nodiscard]] Entry entry(std::size_t index) const;
  friend bool operator==(const Node&, const Node&) = default;

 private:
  friend class Document;
  friend struct TreeAccess;
  Node(const DocumentTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  const DocumentTree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

// One key and its value in a mapping.
struct Entry {
  Node key;
  Node value;
};

// One document of a stream. Owns scalars that had to be unescaped; other scalars may point into the
// text passed to read(), which must outlive the Document.
class Document {
 public:
  Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] Node root() const;               // an empty Node if the document is empty
  [[nodiscard]] bool more_documents() const;     // the stream continues after this document
  [[nodiscard]] std::size_t node_count() const;  // as written, without following aliases

 private:
  friend struct TreeAccess;
  std::unique_ptr<DocumentTree> tree_;
};

// Reads the first document of `text`; the rest is scanned only as far as more_documents() requires.
// An empty stream is an empty Document. Total: any bytes, bounded by `limits`. The error carries a
// stable code: yaml/syntax, yaml/too-large, yaml/too-deep, yaml/too-many-nodes, ...
[[nodiscard]] Result<Document, Diagnostic> read(std::string_view text, const Limits& limits = {});

// Reads all documents of `text`. If one cannot be read, returns only its error.
[[nodiscard]] Result<std::vector<Document>, Diagnostic> read_all(std::string_view text,
                                                                 const Limits& limits = {});

// Reports keys that occur more than once in one mapping. As in go-yaml v3, keys are equal if their
// text is, regardless of quotes and tags. One yaml/duplicate-key for each repetition, in file
// order.
[[nodiscard]] Diagnostics duplicate_keys(const Document& document);

}  // namespace tempo_admission::yaml
