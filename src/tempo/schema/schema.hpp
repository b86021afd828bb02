// The fields of a tenant, for every known version and both formats, from schema/fields.tsv. Knows
// nothing of files or values. Immutable: any thread may use it.
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
  section,   // a mapping with its own fields
  sections,  // a list of such mappings
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
  secrets,  // a map to string whose values must never be shown
  any
};

// One field. Views point into the table.
struct FieldSpec {
  std::string_view name;         // the last part of its path in its format
  std::string_view path;         // scoped, without the tenant; list items as "[]"
  std::string_view legacy_path;  // in the legacy format; empty if both formats share the name
  FieldType type = FieldType::section;
  FieldValue::Unit unit = FieldValue::Unit::none;
  Version since = known_versions.front();
  std::optional<Version> removed;  // the first version without it; nullopt: none
  std::uint16_t order = 0;         // in the table
  // Some versions do not know the field, or judge its values in another way.
  bool differs_between_versions = false;
  std::vector<FieldSpec> children;  // by name

  // False before `since` and from `removed` on.
  [[nodiscard]] bool known_to(Version version) const {
    return since <= version && (!removed || version < *removed);
  }
  // The child with this name, in any version; nullptr if there is none.
  [[nodiscard]] const FieldSpec* child(std::string_view child_name) const;
};

class Schema {
 public:
  // The compiled-in table. Valid for the life of the program.
  [[nodiscard]] static const Schema& compiled_in();
  // Views `table`, which must outlive it. A malformed table terminates the program.
  explicit Schema(std::string_view table);

  [[nodiscard]] const FieldSpec& scoped() const { return scoped_; }
  [[nodiscard]] const FieldSpec& legacy() const { return legacy_; }
  // The rows of the table in its order, in the scoped format.
  [[nodiscard]] const std::vector<const FieldSpec*>& rows() const { return rows_; }
  // True if any field of any version and format has this name; quickly rejects unknown names.
  [[nodiscard]] bool has_name(std::string_view name) const { return names_.contains(name); }
  // By scoped path without list marks ("ingestion.rate_limit_bytes"), including sections; nullptr
  // if unknown.
  [[nodiscard]] const FieldSpec* find(std::string_view scoped_path) const;

 private:
  void add_row(std::string_view line, std::uint16_t order);

  FieldSpec scoped_;
  FieldSpec legacy_;
  std::vector<const FieldSpec*> rows_;
  std::unordered_set<std::string_view> names_;
};

}  // namespace tempo_admission::tempo
