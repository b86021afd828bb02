// Iterates over a mapping's entries as go-yaml v2 decodes them: its own, then those of mappings
// that a quoted "<<" refers to. (go-yaml v3 takes that key for a string and writes it unquoted, so
// v2 merges.) Knows nothing of what the entries are decoded into.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

class EntryCursor {
 public:
  explicit EntryCursor(yaml::GoNode mapping) : mapping_(mapping) {}

  // nullopt after the last entry.
  [[nodiscard]] std::optional<yaml::GoEntry> next();
  // 0 for the mapping's own entries, then the number of the merged mapping.
  [[nodiscard]] std::size_t source() const { return source_; }

 private:
  void merge(yaml::GoNode value);

  yaml::GoNode mapping_;
  std::size_t index_ = 0;
  std::size_t source_ = 0;
  std::vector<yaml::GoNode> merged_;
};

// True for the key .nan: Go cannot look it up, so go-yaml v3 writes null instead of its value.
[[nodiscard]] bool loses_value(yaml::GoNode key);

}  // namespace tempo_admission::tempo
