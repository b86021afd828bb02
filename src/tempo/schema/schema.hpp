// The fields of a tenant's block, for every known version and both formats, read from
// schema/fields.tsv. Knows nothing of texts or values.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "tempo_admission/tempo/field.hpp"
#include "tempo_admission/tempo/version.hpp"

namespace tempo_admission::tempo {

// The two ways to write a tenant: in sections, or with the flat names of Tempo 1.x and 2.x.
enum class Format : std::uint8_t { scoped, legacy };

enum class FieldType : std::uint8_t {
  section,   // a block with fields of its own
  sections,  // a list of such blocks
  string,
  int_,
  uint32,
  uint64,
  float_,
  bool_,
  go_duration,
  prometheus_duration,
  strings,
  floats,
  flags,    // a map to bool
  texts,    // a map to string
  secrets,  // a map to string whose values are never quoted
  any
};

struct FieldSpec {
  std::string_view name;         // the last part of its path, in its format
  std::string_view path;         // scoped, without the tenant; a list's items as "[]"
  std::string_view legacy_path;  // in the old format; empty where both formats share the name
  FieldType type = FieldType::section;
  FieldValue::Unit unit = FieldValue::Unit::none;
  Version since = known_versions.front();
  std::optional<Version> removed;   // the first version without it
  std::uint16_t order = 0;          // in the table
  std::vector<FieldSpec> children;  // by name

  [[nodiscard]] bool known_to(Version version) const {
    return since <= version && (!removed || version < *removed);
  }
  // Of this name, in any version; nothing where there is none.
  [[nodiscard]] const FieldSpec* child(std::string_view child_name) const;
};

class Schema {
 public:
  // The compiled-in table.
  [[nodiscard]] static const Schema& compiled_in();
  explicit Schema(std::string_view table);

  [[nodiscard]] const FieldSpec& scoped() const { return scoped_; }
  [[nodiscard]] const FieldSpec& legacy() const { return legacy_; }
  // The rows of the table, in its order, in the scoped format.
  [[nodiscard]] const std::vector<const FieldSpec*>& rows() const { return rows_; }
  // Any field of any version and format has this name: a quick no for names that nobody knows.
  [[nodiscard]] bool has_name(std::string_view name) const { return names_.contains(name); }
  // By scoped path without list items ("ingestion.rate_limit_bytes"), sections too.
  [[nodiscard]] const FieldSpec* find(std::string_view scoped_path) const;

 private:
  void add_row(std::string_view line, std::uint16_t order);

  FieldSpec scoped_;
  FieldSpec legacy_;
  std::vector<const FieldSpec*> rows_;
  std::unordered_set<std::string_view> names_;
};

}  // namespace tempo_admission::tempo
