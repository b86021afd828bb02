// How a document is kept: flat arrays, one record a node, texts mostly in place.
// Knows nothing of libyaml and of what scalars mean.
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

struct Record {
  std::uint32_t offset = 0;  // of the content in the text; of an alias, of its "*"
  std::uint32_t first = 0;   // scalar: of its text; collection: in `children`; alias: what it names
  std::uint32_t count = 0;   // bytes of the text; children
  RecordKind kind = RecordKind::scalar;
  ScalarStyle style = ScalarStyle::plain;
  bool owned = false;           // the text is in `owned`, not in place
  bool has_properties = false;  // a tag or an anchor, in `properties`
};

struct Properties {
  std::uint32_t record = 0;
  std::uint32_t tag_first = 0;  // in `owned`; the anchor stands behind the tag
  std::uint32_t tag_count = 0;
  std::uint32_t anchor_count = 0;
};

[[nodiscard]] inline NodeKind kind_of(RecordKind kind) {
  if (kind == RecordKind::sequence) return NodeKind::sequence;
  return kind == RecordKind::mapping ? NodeKind::mapping : NodeKind::scalar;
}

// Items of a sequence, entries of a mapping.
[[nodiscard]] inline std::size_t size_of(const Record& record) {
  if (record.kind == RecordKind::sequence) return record.count;
  return record.kind == RecordKind::mapping ? record.count / 2 : 0;
}

// Documents of one stream share their text.
struct Source {
  explicit Source(std::string_view raw) : text(raw), lines(text.text()) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source() = default;
  SourceText text;
  LineIndex lines;
};

struct DocumentTree {
  std::shared_ptr<const Source> source;
  std::vector<Record> records;  // parents before their children
  std::vector<std::uint32_t> children;
  std::string owned;
  std::vector<Properties> properties;  // by record, ascending
  bool more_documents = false;

  // "" where the record has none. An alias's anchor is the name it follows.
  [[nodiscard]] std::string_view tag_of(std::uint32_t record) const;
  [[nodiscard]] std::string_view anchor_of(std::uint32_t record) const;
  void add_properties(std::uint32_t record, std::string_view tag, std::string_view anchor);
  [[nodiscard]] std::string_view text_of(const Record& scalar) const {
    const std::string_view whole = scalar.owned ? std::string_view(owned) : source->text.text();
    return whole.substr(scalar.first, scalar.count);
  }
  // The record that an alias names, or the record itself. An alias that names nothing stays one.
  [[nodiscard]] std::uint32_t behind_alias(std::uint32_t record) const {
    const Record& written = records[record];
    return written.kind == RecordKind::alias && written.first != no_record ? written.first : record;
  }

 private:
  [[nodiscard]] const Properties* properties_of(std::uint32_t record) const;
};

}  // namespace tempo_admission::yaml
