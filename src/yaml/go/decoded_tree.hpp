// What the decoder found out about each node, next to the document itself. Knows nothing of
// decoding.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/yaml/go_document.hpp"
#include "yaml/document.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

// How go-yaml v3 writes a scalar back.
enum class Rewriting : std::uint8_t {
  none,       // not decoded, or not a scalar
  text,       // a string: its own text, which v2 must not resolve
  plain,      // its own text, unquoted
  null,       // "null"
  new_plain,  // a different text, unquoted
  new_text,   // a different text, a string (!!binary)
};

struct DecodedNode {
  std::uint32_t cost = 0;    // of a collection: go-yaml's decoding steps; 0 until decoded
  std::uint16_t height = 0;  // of a collection: levels of nested nonempty collections
  Rewriting rewriting = Rewriting::none;
  bool has_alias : 1 = false;    // somewhere inside
  bool is_open : 1 = false;      // being decoded
  bool is_cut : 1 = false;       // an alias inside the node it refers to
  bool was_checked : 1 = false;  // its keys were checked for duplicates
  bool has_entries : 1 = false;  // its entries differ from those written
};

// The text of a Rewriting::new_plain or new_text.
struct NewText {
  std::uint32_t record = 0;
  std::uint32_t first = 0;  // in `texts`
  std::uint32_t count = 0;
};

// An entry of a Go map; key and value are record numbers.
struct DecodedEntry {
  std::uint32_t key = 0;
  std::uint32_t value = 0;
  bool merged = false;
  bool key_is_text = false;  // decoded into a Go string: keeps its text
};

// The entries of a mapping that has_entries.
struct EntryList {
  std::uint32_t record = 0;
  std::uint32_t first = 0;  // in `entries`
  std::uint32_t count = 0;
};

// The data of a GoDocument. Records are numbered as in `document`.
struct DecodedTree {
  Document document;
  std::vector<DecodedNode> nodes;  // by record
  std::vector<NewText> new_texts;  // by record, ascending
  std::string texts;
  std::vector<EntryList> lists;  // by record, ascending
  std::vector<DecodedEntry> entries;
  bool has_root = false;
  GoOutcome outcome = GoOutcome::accepted;
  Diagnostics diagnostics;

  [[nodiscard]] const DocumentTree& written() const { return TreeAccess::tree(document); }
  // Follows an alias; no_record if it leads nowhere.
  [[nodiscard]] std::uint32_t target_of(std::uint32_t record) const {
    const auto& tree = written();
    if (tree.records[record].kind != RecordKind::alias) return record;
    const std::uint32_t target = tree.behind_alias(record);
    const bool leads_nowhere =
        nodes[record].is_cut || tree.records[target].kind == RecordKind::alias;
    return leads_nowhere ? no_record : target;
  }
  [[nodiscard]] const EntryList* list_of(std::uint32_t record) const;
  [[nodiscard]] std::string_view new_text_of(std::uint32_t record) const;
};

}  // namespace tempo_admission::yaml
