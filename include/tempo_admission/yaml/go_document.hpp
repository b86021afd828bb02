// A text as Tempo reads it: go-yaml v3 decodes it into map[string]any (merge keys applied, aliases
// followed, scalars resolved), writes that out again, and go-yaml v2 reads what was written.
// Knows nothing of the fields that v2 then looks for.
//
//   const GoDocument generic = read_as_go(text);
//   generic.outcome()      would go-yaml accept the text? (not whether Tempo knows its fields)
//   generic.diagnostics()  every fault found on the way, with positions in the user's text
//   generic.root()         the tree as go-yaml v2 meets it; best effort where faults were found,
//                          empty after a syntax error
//
// A GoNode is what go-yaml v2 sees: for a scalar the text that v3 writes (1_000 is "1000",
// 0x10 is "16", 1e3 is "1000", 2024-01-01 is "2024-01-01T00:00:00Z") and whether it stands
// unquoted; value() is what v2 makes of it. source() is the node that the user wrote.
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
struct DecodedTree;  // how this room keeps it
struct GoEntry;

// Total: any bytes, bounded work, no exception. `text` must outlive the result.
[[nodiscard]] GoDocument read_as_go(std::string_view text, const Limits& limits = {});

// A handle of two words: cheap to copy, valid while its GoDocument lives.
class GoNode {
 public:
  GoNode() = default;
  [[nodiscard]] explicit operator bool() const { return tree_ != nullptr; }
  [[nodiscard]] NodeKind kind() const;
  [[nodiscard]] Node source() const;            // as written; of an alias the alias itself
  [[nodiscard]] bool is_null() const;           // a scalar that v2 decodes to nil
  [[nodiscard]] bool is_plain() const;          // of a scalar: unquoted, so v2 resolves it
  [[nodiscard]] std::string_view text() const;  // of a scalar, as v3 writes it
  [[nodiscard]] Scalar value() const;           // of a scalar, as v2 resolves it
  // What v2 puts into a Go string (a map key, a struct field's name, a string field): "" for null.
  [[nodiscard]] std::string_view as_string() const;
  [[nodiscard]] std::size_t size() const;      // items or entries
  [[nodiscard]] std::uint64_t weight() const;  // nodes in it, aliases and merge keys followed
  [[nodiscard]] GoNode item(std::size_t index) const;    // of a sequence
  [[nodiscard]] GoEntry entry(std::size_t index) const;  // of a mapping; see below
  friend bool operator==(const GoNode&, const GoNode&) = default;

 private:
  friend class GoDocument;
  friend GoDocument read_as_go(std::string_view text, const Limits& limits);
  GoNode(const DecodedTree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  const DecodedTree* tree_ = nullptr;
  std::uint32_t index_ = 0;
  bool is_text_key_ = false;  // decoded into a Go string
};

// Entries come in the order of the text, those from merge keys behind the mapping's own. No two
// keys of one mapping are the same Go value, but two may be the same string (1 and "1"): go-yaml v2
// in strict mode refuses those.
struct GoEntry {
  GoNode key;  // always a scalar; a plain "<<" (quoted by the user) merges in v2
  GoNode value;
  bool merged = false;  // came through "<<"
};

enum class GoOutcome : std::uint8_t {
  accepted,
  refused,  // by go-yaml
  limited,  // a limit of ours stopped the reading: what go-yaml would do is not known
};

class GoDocument {
 public:
  GoDocument(GoDocument&&) noexcept;
  GoDocument& operator=(GoDocument&&) noexcept;
  ~GoDocument();

  [[nodiscard]] GoOutcome outcome() const;
  // In the order of the text. tempo_rejects is true for each that go-yaml refuses.
  [[nodiscard]] const Diagnostics& diagnostics() const;
  [[nodiscard]] GoNode root() const;  // a mapping (empty for an empty or null document)
  [[nodiscard]] const Document& document() const;  // the text as written; its root may be empty
  [[nodiscard]] bool more_documents() const;       // ignored by Tempo

 private:
  friend GoDocument read_as_go(std::string_view text, const Limits& limits);
  explicit GoDocument(std::unique_ptr<DecodedTree> tree);
  std::unique_ptr<DecodedTree> tree_;
};

}  // namespace tempo_admission::yaml
