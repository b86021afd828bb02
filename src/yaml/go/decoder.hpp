// go-yaml v3's decoding into map[string]any, step by step: aliases, merge keys, which value wins,
// when it gives up. Iterative, every collection once. Knows nothing of libyaml.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tempo_admission/base/effort.hpp"
#include "yaml/go/alias_budget.hpp"
#include "yaml/go/decoded_tree.hpp"
#include "yaml/go/duplicate_keys.hpp"
#include "yaml/go/key_index.hpp"
#include "yaml/go/resolve.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

class Decoder {
 public:
  Decoder(DecodedTree& out, Effort& effort);
  // False when the effort is spent, or aliases blow the text up so far that go-yaml gives up: the
  // result is incomplete.
  bool run();
  // Charges for one more walk over what was decoded; false when the effort is spent.
  bool charge_walk();
  // Whether v2 can read back what v3 writes depends on where some text stands.
  [[nodiscard]] bool has_indented_literals() const { return has_indented_literals_; }

 private:
  // A Go map that is being filled, by a mapping and by those it merges.
  struct OutMap {
    std::vector<DecodedEntry> entries;
    KeyIndex places;
    bool string_keys = false;
  };
  enum class KeyLook : std::uint8_t { plain_string, string, merge, other };
  struct Frame {
    std::uint32_t record = 0;
    std::uint32_t next = 0;  // child to decode
    bool behind_alias = false;
    bool has_alias = false;
    std::uint16_t height = 0;
    std::uint64_t steps_before = 0;
    std::shared_ptr<OutMap> out;       // of mappings whose entries are not simply those written
    std::shared_ptr<KeyIndex> merged;  // keys that a merged mapping cannot set any more
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
  // Follows an alias: nothing where it leads nowhere, or to where it stands.
  std::optional<std::uint32_t> follow(std::uint32_t alias);
  // The key's place in Go; nothing where the entry is skipped.
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
  // Nothing where the mapping's entries are simply those written.
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
