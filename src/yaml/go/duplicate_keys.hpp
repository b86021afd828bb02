// Finds keys written twice in one mapping, in O(n log n) for any keys. Knows nothing of what keys
// mean.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "tempo_admission/base/finding_info.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

[[nodiscard]] FindingList duplicate_key_findings();

// Borrows the tree, which must outlive it. Reuses its buffer: not thread-safe.
class DuplicateKeys {
 public:
  explicit DuplicateKeys(const DocumentTree& tree) : tree_(tree) {}

  // Adds a yaml/duplicate-key for every key that repeats an earlier key of the mapping.
  void report(const Record& mapping, Diagnostics& diagnostics);

 private:
  struct Key {
    RecordKind kind = RecordKind::scalar;
    std::string_view text;
    std::uint32_t record = 0;
  };
  void collect(const Record& mapping);
  [[nodiscard]] Diagnostic duplicate(const Key& first, const Key& again) const;

  const DocumentTree& tree_;
  std::vector<Key> keys_;
};

}  // namespace tempo_admission::yaml
