// Walks the entries of a mapping as go-yaml v2 decodes them: the mapping's own, then those of the
// mappings that a quoted "<<" names. (go-yaml v3 takes that for a string, writes it without quotes,
// and v2 merges.) Knows nothing of what the entries are decoded into.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

class EntryCursor {
 public:
  explicit EntryCursor(yaml::GoNode mapping) : mapping_(mapping) {}

  [[nodiscard]] std::optional<yaml::GoEntry> next();
  // 0 while the entries are the mapping's own, then one more for each merged mapping.
  [[nodiscard]] std::size_t source() const { return source_; }

 private:
  void merge(yaml::GoNode value);

  yaml::GoNode mapping_;
  std::size_t index_ = 0;
  std::size_t source_ = 0;
  std::vector<yaml::GoNode> merged_;
};

// Go finds nothing under the key .nan, so go-yaml v3 writes null for whatever its value was.
[[nodiscard]] bool loses_value(yaml::GoNode key);

}  // namespace tempo_admission::tempo
