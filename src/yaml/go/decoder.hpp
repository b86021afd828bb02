// go-yaml v3's decoding into map[string]any, step by step: aliases, merge keys, which value wins
// and when go-yaml gives up. Iterative; decodes each collection once. Knows nothing of libyaml.
// Source: decode.go of gopkg.in/yaml.v3.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tempo_admission/base/effort.hpp"
#include "tempo_admission/base/finding_info.hpp"
#include "yaml/go/alias_budget.hpp"
#include "yaml/go/decoded_tree.hpp"
#include "yaml/go/duplicate_keys.hpp"
#include "yaml/go/key_index.hpp"
#include "yaml/go/resolve.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

[[nodiscard]] FindingList decoder_findings();

// Fills `out`, whose document must be set and whose root must be a mapping. `out` and `effort` are
// borrowed and must outlive the decoder.
class Decoder {
 public:
  Decoder(DecodedTree& out, Effort& effort);
  // Returns false if the effort is spent or if aliases expand so far that go-yaml gives up: the
  // problem is reported and the result is incomplete. Call once.
  bool run();
  // Charges for one more walk over the decoded tree; false if the effort is spent.
  bool charge_walk();
  // True if some text is LiteralTrouble::by_position, so that indented_literals() must check it.
  [[nodiscard]] bool has_indented_literals() const { return has_indented_literals_; }

 private:
  // A Go map being filled by a mapping and by those it merges.
  struct OutMap {
    std::vector<DecodedEntry> entries;
    KeyIndex places;
    bool string_keys = false;
  };
  enum class KeyLook : std::uint8_t { plain_string, string, merge, other };
  struct Frame {
    std::uint32_t record = 0;
    std::uint32_t next = 0;  // next child to decode
    bool behind_alias = false;
    bool has_alias = false;
    std::uint16_t height = 0;
    std::uint64_t steps_before = 0;
    std::shared_ptr<OutMap> out;       // null if the entries are exactly those written
    std::shared_ptr<KeyIndex> merged;  // keys that merged mappings can no longer set
    bool is_merged = false;            // fills the map of the frame below
    std::uint32_t merge_value = no_record;
    std::uint32_t next_merge = 0;
  };

  void step();
  void step_mapping();
  void step_merge();
  void leave();

  void decode_value(std::uint32_t record);
  void enter(std::uint32_t record, bool behind_alias);
  void enter_merged(std::uint32_t record);
  // Follows an alias; nullopt if it leads nowhere or to an enclosing node.
  std::optional<std::uint32_t> follow(std::uint32_t alias);
  // The key as a Go value; nullopt if the entry is skipped.
  std::optional<GoKey> decode_key(std::uint32_t record, bool as_string);
  std::optional<GoKey> go_key(std::uint32_t record, bool as_string);
  GoKey value_key(const Scalar& value);
  void decode_scalar(std::uint32_t record);
  void set_new_text(std::uint32_t record, Rewriting rewriting, std::string_view text);
  void set_entry(OutMap& out, const GoKey& key, const DecodedEntry& entry);
  void forbid_keys_of(const Record& mapping, KeyIndex& merged);
  void check_second_merge(std::uint32_t record);
  void note_string(std::uint32_t record);
  void report_merge(std::uint32_t record);
  void spend(std::uint64_t steps);
  void charge(std::uint64_t instructions);
  void charge_key(const GoKey& key, std::size_t keys);
  KeyLook look_at_key(std::uint32_t record);
  // nullptr if the mapping's entries are exactly those written.
  std::shared_ptr<OutMap> out_map_for(std::uint32_t record);
  void note_child(const DecodedNode& child, bool behind_alias);
  void report(Diagnostic fault) { out_.diagnostics.push_back(std::move(fault)); }
  void finish();

  [[nodiscard]] ScalarSource source_of(std::uint32_t record) const;
  [[nodiscard]] const Record& record_at(std::uint32_t record) const {
    return tree_.records[record];
  }
  [[nodiscard]] Position position(std::uint32_t record) const;

  DecodedTree& out_;
  const DocumentTree& tree_;
  DuplicateKeys duplicates_;
  AliasBudget budget_;
  Effort& effort_;
  std::vector<Frame> frames_;
  std::uint32_t open_aliases_ = 0;
  std::deque<std::string> key_texts_;
  std::uint64_t unequal_keys_ = 0;
  std::uint32_t last_alias_ = 0;
  bool has_indented_literals_ = false;
  bool gave_up_ = false;
};

}  // namespace tempo_admission::yaml
