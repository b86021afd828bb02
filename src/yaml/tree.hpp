// How a document is stored: flat arrays, one record per node, most scalars in place. Knows nothing
// of libyaml or of what scalars mean.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/yaml/kinds.hpp"
#include "yaml/source_text.hpp"

namespace tempo_admission::yaml {

inline constexpr std::uint32_t no_record = std::numeric_limits<std::uint32_t>::max();

enum class RecordKind : std::uint8_t { scalar, sequence, mapping, alias };

// One node as written. Children of a collection are consecutive in DocumentTree::children.
struct Record {
  std::uint32_t offset = 0;  // of the content; of an alias, of its "*"
  std::uint32_t first = 0;   // scalar: text; collection: in `children`; alias: its target
  std::uint32_t count = 0;   // scalar: bytes; collection: children
  RecordKind kind = RecordKind::scalar;
  ScalarStyle style = ScalarStyle::plain;
  bool owned = false;           // the text is in `owned` instead of in place
  bool has_properties = false;  // a tag or an anchor is in `properties`
};

// Tag and anchor of one record, adjacent in `owned`.
struct Properties {
  std::uint32_t record = 0;
  std::uint32_t tag_first = 0;  // in `owned`; the anchor follows the tag
  std::uint32_t tag_count = 0;
  std::uint32_t anchor_count = 0;
};

// An alias counts as a scalar; use it on the target of an alias.
[[nodiscard]] inline NodeKind kind_of(RecordKind kind) {
  if (kind == RecordKind::sequence) return NodeKind::sequence;
  return kind == RecordKind::mapping ? NodeKind::mapping : NodeKind::scalar;
}

// Items of a sequence, entries of a mapping, else 0.
[[nodiscard]] inline std::size_t size_of(const Record& record) {
  if (record.kind == RecordKind::sequence) return record.count;
  return record.kind == RecordKind::mapping ? record.count / 2 : 0;
}

// The text and line index shared by all documents of a stream. Immutable; views `raw`, which must
// outlive it.
struct Source {
  explicit Source(std::string_view raw) : text(raw), lines(text.text()) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source() = default;
  SourceText text;
  LineIndex lines;
};

// One document. Mutable while it is built, immutable afterwards.
struct DocumentTree {
  std::shared_ptr<const Source> source;
  std::vector<Record> records;  // parents before children
  std::vector<std::uint32_t> children;
  std::string owned;
  std::vector<Properties> properties;  // by record, ascending
  bool more_documents = false;

  // "" if the record has none. The anchor of an alias is the name it refers to.
  [[nodiscard]] std::string_view tag_of(std::uint32_t record) const;
  [[nodiscard]] std::string_view anchor_of(std::uint32_t record) const;
  void add_properties(std::uint32_t record, std::string_view tag, std::string_view anchor);
  [[nodiscard]] std::string_view text_of(const Record& scalar) const {
    const std::string_view whole = scalar.owned ? std::string_view(owned) : source->text.text();
    return whole.substr(scalar.first, scalar.count);
  }
  // The target of an alias, or the record itself. An alias without a target is returned as is.
  [[nodiscard]] std::uint32_t behind_alias(std::uint32_t record) const {
    const Record& written = records[record];
    return written.kind == RecordKind::alias && written.first != no_record ? written.first : record;
  }

 private:
  [[nodiscard]] const Properties* properties_of(std::uint32_t record) const;
};

}  // namespace tempo_admission::yaml
