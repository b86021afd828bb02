// A YAML file as Tempo reads it: go-yaml v3 decodes it into map[string]any (applying merge keys,
// following aliases, resolving scalars) and marshals the result, which go-yaml v2 then parses.
// Knows nothing of the fields that v2 looks for. Pure: const members may be called from any thread.
//
//   const GoDocument generic = read_as_go(text);
//   generic.outcome()      whether go-yaml accepts the file (not whether Tempo knows its fields)
//   generic.diagnostics()  every problem found, with positions in the user's file
//   generic.root()         the tree as go-yaml v2 sees it: best effort if problems were found,
//                          empty after a syntax error
//
// A GoNode is what go-yaml v2 sees. For a scalar, text() is what v3 writes (1_000 is "1000", 0x10
// is "16", 1e3 is "1000", 2024-01-01 is "2024-01-01T00:00:00Z"), is_plain() is whether v3 leaves it
// unquoted, and value() is what v2 reads. source() is the node that the user wrote.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/yaml/document.hpp"
#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::yaml {

class GoDocument;
struct DecodedTree;  // this room's representation
struct GoEntry;

// Total: any bytes, bounded work, no exception but std::bad_alloc. `text` must outlive the result.
[[nodiscard]] GoDocument read_as_go(std::string_view text, const Limits& limits = {});

// A two-word handle: cheap to copy, valid while its GoDocument lives. An index must be less than
// size().
class GoNode {
 public:
  GoNode() = default;
  [[nodiscard]] explicit operator bool() const { return tree_ != nullptr; }
  [[nodiscard]] NodeKind kind() const;
  [[nodiscard]] Node source() const;            // as written; for an alias, the alias itself
  [[nodiscard]] bool is_null() const;           // a scalar that v2 decodes to nil
  [[nodiscard]] bool is_plain() const;          // of a scalar: unquoted, so that v2 resolves it
  [[nodiscard]] std::string_view text() const;  // of a scalar, as v3 writes it
  [[nodiscard]] Scalar value() const;           // of a scalar, as v2 resolves it
  // What v2 stores in a Go string (a map key, a struct field name, a string field); "" for null.
  [[nodiscard]] std::string_view as_string() const;
  [[nodiscard]] std::size_t size() const;      // items or entries; 0 for a scalar
  [[nodiscard]] std::uint64_t weight() const;  // number of nodes, following aliases and merge keys
  [[nodiscard]] GoNode item(std::size_t index) const;    // of a sequence
  [[nodiscard]] GoEntry entry(std::size_t index) const;  // of a mapping; see GoEntry
  friend bool operator==(const GoNode&, const GoNode&) = default;

 private:
  friend class GoDocument;
  friend GoDocument read_as_go(std::string_view text, const Limits& limits);
  GoNode(const DecodedTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  const DecodedTree* tree_ = nullptr;
  std::uint32_t index_ = 0;
  bool is_text_key_ = false;  // decoded into a Go string
};

// Entries are in the order of the file, merged ones after the mapping's own. Keys of one mapping
// are distinct Go values, but two may be equal as strings (1 and "1"), which go-yaml v2 rejects in
// strict mode.
struct GoEntry {
  GoNode key;  // always a scalar; a plain "<<" (which the user quoted) merges in v2
  GoNode value;
  bool merged = false;  // added by "<<"
};

// Whether go-yaml accepts the file.
enum class GoOutcome : std::uint8_t {
  accepted,
  refused,  // rejected by go-yaml
  limited,  // one of our limits stopped the reading: go-yaml's verdict is unknown
};

// Owns the tree; scalars may point into the text passed to read_as_go().
class GoDocument {
 public:
  GoDocument(GoDocument&&) noexcept;
  GoDocument& operator=(GoDocument&&) noexcept;
  ~GoDocument();

  [[nodiscard]] GoOutcome outcome() const;
  // Sorted by position. tempo_rejects is true for each problem that makes go-yaml reject the file.
  [[nodiscard]] const Diagnostics& diagnostics() const;
  // A mapping; empty for an empty or null document, or if decoding stopped.
  [[nodiscard]] GoNode root() const;
  [[nodiscard]] const Document& document() const;  // the file as written; its root may be empty
  [[nodiscard]] bool more_documents() const;       // more documents follow, which Tempo ignores

 private:
  friend GoDocument read_as_go(std::string_view text, const Limits& limits);
  explicit GoDocument(std::unique_ptr<DecodedTree> tree);
  std::unique_ptr<DecodedTree> tree_;
};

}  // namespace tempo_admission::yaml
