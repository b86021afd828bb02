// Walks the entries of a mapping as go-yaml v2 decodes them: the mapping's own, then those of the
// mappings that a quoted "<<" names. (go-yaml v3 takes that for a string, writes it without quotes,
// and v2 merges.) Knows nothing of what the entries are decoded into.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tempo_admission/yaml/generic.hpp"

namespace tempo_admission::tempo {

class EntryCursor {
 public:
  explicit EntryCursor(yaml::GenericNode mapping) : mapping_(mapping) {}

  [[nodiscard]] std::optional<yaml::GenericEntry> next();
  // 0 while the entries are the mapping's own, then one more for each merged mapping.
  [[nodiscard]] std::size_t source() const { return source_; }

 private:
  void merge(yaml::GenericNode value);

  yaml::GenericNode mapping_;
  std::size_t index_ = 0;
  std::size_t source_ = 0;
  std::vector<yaml::GenericNode> merged_;
};

// Go finds nothing under the key .nan, so go-yaml v3 writes null for whatever its value was.
[[nodiscard]] bool loses_value(yaml::GenericNode key);

}  // namespace tempo_admission::tempo
