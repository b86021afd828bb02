// Reads one tenant's mapping as Tempo's strict decoder does, field by field against the schema:
// what Tempo would refuse is reported, what it would store is kept. Knows nothing of other tenants
// or of formats beyond the current field.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <utility>
#include <vector>

#include "tempo/findings/path.hpp"
#include "tempo/findings/report.hpp"
#include "tempo/overrides/duplicate_names.hpp"
#include "tempo/rules/rule.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo_admission/tempo/overrides_settings.hpp"
#include "tempo_admission/tempo/tenant.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

// Reports a key that occurs twice, as written or as go-yaml v2 reads it.
void refuse_duplicate(Report& report, yaml::GoNode key, const Path& path);

// Borrows the settings and the report. Reused for one tenant after the other: start(),
// read_field()..., then the take functions.
class BlockReader {
 public:
  static constexpr std::size_t max_fields = 256;  // in the table, and in one section

  BlockReader(const OverridesSettings& settings, Report& report)
      : settings_(settings), report_(report), key_search_(key_search(report)) {}

  // Keys that are equal as written are searched for only if the yaml room reported some, to add the
  // path to those findings.
  [[nodiscard]] static KeySearch key_search(const Report& report) {
    return report.holds(code::duplicate_key.code) ? KeySearch::all : KeySearch::differently_written;
  }

  // Forgets the previous tenant. `tenant` is used in messages and must outlive the reading.
  void start(std::string_view tenant);

  // Reads one key's value. This version must know `spec`.
  void read_field(const FieldSpec& spec, yaml::GoNode value, const Path& path);
  // The same for a merged key: it never replaces a key that was read before.
  void read_merged_field(const FieldSpec& spec, yaml::GoNode value, const Path& path) {
    const MergeScope merging(*this, true);
    read_field(spec, value, path);
  }
  // Reports a key of this mapping that this version does not know in this section.
  void refuse_name(const FieldSpec& section, yaml::GoNode mapping, const yaml::GoEntry& entry,
                   const Path& path, Format format);

  // Notes a key for take_written_keys().
  void note_key(const FieldSpec& spec, yaml::GoNode key);

  // True if the field was given a value, even one that could not be read.
  [[nodiscard]] bool mentions(const FieldSpec& spec) const { return mentioned_[spec.order]; }
  // nullptr if the field was not read.
  [[nodiscard]] const FieldValue* value_of(const FieldSpec& spec) const;
  // The fields read since start(), in schema order.
  [[nodiscard]] std::vector<Field> take_fields();
  [[nodiscard]] std::vector<WrittenKey> take_written_keys() { return std::move(written_keys_); }
  [[nodiscard]] std::vector<std::string> take_unread_fields() { return std::move(unread_fields_); }
  [[nodiscard]] std::vector<Field> take_placeholders() { return std::move(placeholders_); }

  // Notes a key or value with ${NAME} for take_placeholders().
  void note_placeholder(std::string_view path, yaml::GoNode node);

 private:
  struct OrderedField {
    std::uint16_t order;
    Field field;
  };

  // While it lives, fields are read from a merged mapping.
  class MergeScope {
   public:
    MergeScope(BlockReader& reader, bool merging)
        : reader_(reader), before_(std::exchange(reader.merging_, reader.merging_ || merging)) {}
    ~MergeScope() { reader_.merging_ = before_; }
    MergeScope(const MergeScope&) = delete;
    MergeScope& operator=(const MergeScope&) = delete;

   private:
    BlockReader& reader_;
    bool before_;
  };

  void read_section(const FieldSpec& section, yaml::GoNode block, const Path& path);
  void read_sections(const FieldSpec& list, yaml::GoNode node, const Path& path);
  void read_map(const FieldSpec& map, yaml::GoNode node, const Path& path);
  void read_leaf(const FieldSpec& spec, yaml::GoNode node, const Path& path);
  void read_any(yaml::GoNode node, const Path& path);
  void refuse_value(const FieldSpec& spec, yaml::GoNode node, const Path& path);
  void refuse_entry(const FieldSpec& map, yaml::GoNode value, const Path& path);
  [[nodiscard]] bool is_empty(const FieldSpec& spec, yaml::GoNode value);
  [[nodiscard]] bool is_emptied(const FieldSpec& spec) const;
  void note_unread(const FieldSpec& spec);
  void hold(const FieldSpec& spec, yaml::GoNode node, const Path& path, FieldValue value);
  [[nodiscard]] bool charge(yaml::GoNode value);
  [[nodiscard]] bool is_to_be_read(const FieldSpec& spec, yaml::GoNode value);
  [[nodiscard]] bool is_env_placeholder(yaml::GoNode node) const;

  const OverridesSettings& settings_;
  Report& report_;
  KeySearch key_search_;
  std::string_view tenant_;
  bool merging_ = false;
  std::size_t list_depth_ = 0;  // fields inside list items are not stored
  std::bitset<max_fields> mentioned_;
  std::vector<OrderedField> fields_;
  std::array<std::uint32_t, max_fields> places_{};  // in fields_, plus one, by spec order
  std::vector<WrittenKey> written_keys_;
  std::vector<std::string> unread_fields_;
  std::vector<Field> placeholders_;
  std::vector<std::string_view> nulls_;  // paths with a null of the mapping's own
};

}  // namespace tempo_admission::tempo
