#include "yaml/go/duplicate_keys.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include "yaml/document.hpp"
#include "yaml/reading/fault.hpp"

namespace tempo_admission::yaml {

namespace code {

constexpr FindingInfo duplicate_key{
    .code = "yaml/duplicate-key",
    .effect = Effect::refused,
    .cause = Cause::duplicate,
    .meaning = "a duplicate key in a mapping",
    .why = R"(
The same key twice in one mapping of a declaration. In an overrides file the code is
`overrides/duplicate-key`.)",
};

}  // namespace code

void DuplicateKeys::collect(const Record& mapping) {
  keys_.clear();
  for (std::uint32_t i = 0; i < mapping.count; i += 2) {
    Key key;
    key.record = tree_.children[mapping.first + i];
    const Record& record = tree_.records[key.record];
    key.kind = record.kind;
    if (record.kind == RecordKind::scalar) key.text = tree_.text_of(record);
    if (record.kind == RecordKind::alias) key.text = tree_.anchor_of(key.record);
    keys_.push_back(key);
  }
}

Diagnostic DuplicateKeys::duplicate(const Key& first, const Key& again) const {
  const LineIndex& lines = tree_.source->lines;
  const Position above = lines.position(tree_.records[first.record].offset);
  return refused(
      code::duplicate_key,
      again.text.empty() ? "duplicate key" : "duplicate key '" + std::string(again.text) + "'",
      lines.position(tree_.records[again.record].offset),
      "the first one is on line " + std::to_string(above.line) + " of this YAML; keep one of them");
}

void DuplicateKeys::report(const Record& mapping, Diagnostics& diagnostics) {
  constexpr std::size_t few = 12;
  const auto same = [](const Key& a, const Key& b) { return a.kind == b.kind && a.text == b.text; };
  collect(mapping);
  if (keys_.size() <= few) {
    for (std::size_t i = 1; i < keys_.size(); ++i) {
      const auto end = keys_.begin() + static_cast<std::ptrdiff_t>(i);
      const auto first =
          std::find_if(keys_.begin(), end, [&](const Key& key) { return same(key, keys_[i]); });
      if (first != end) diagnostics.push_back(duplicate(*first, keys_[i]));
    }
    return;
  }
  std::sort(keys_.begin(), keys_.end(), [](const Key& a, const Key& b) {
    if (a.text.size() != b.text.size()) return a.text.size() < b.text.size();
    return std::tie(a.kind, a.text, a.record) < std::tie(b.kind, b.text, b.record);
  });
  for (std::size_t i = 1, first = 0; i < keys_.size(); ++i) {
    if (same(keys_[first], keys_[i])) {
      diagnostics.push_back(duplicate(keys_[first], keys_[i]));
    } else {
      first = i;
    }
  }
}

Diagnostics duplicate_keys(const Document& document) {
  const DocumentTree& tree = TreeAccess::tree(document);
  DuplicateKeys duplicates(tree);
  Diagnostics diagnostics;
  for (const Record& record : tree.records) {
    if (record.kind == RecordKind::mapping) duplicates.report(record, diagnostics);
  }
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const auto& a, const auto& b) { return a.position < b.position; });
  return diagnostics;
}

FindingList duplicate_key_findings() {
  static constexpr std::array list = {&code::duplicate_key};
  return list;
}

}  // namespace tempo_admission::yaml
