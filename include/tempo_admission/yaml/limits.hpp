// What reading one YAML text may cost. Knows nothing of policies.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/effort.hpp"
#include "tempo_admission/base/position.hpp"

namespace tempo_admission::yaml {

// What one text may cost. Beyond any of these the reading stops with a diagnostic of its own code.
struct Limits {
  std::size_t max_bytes = 8U << 20;   // of the text
  std::size_t max_nodes = 4'000'000;  // nodes as written; in a Document also with aliases followed
  std::size_t max_depth = 10'000;     // of block and of flow nesting, each (go-yaml's own limit)
  Effort* effort = nullptr;  // shared with other work; null: as much as fits the size of the text
};

// What a text of this size may take when nobody shares the effort: as much as any file that people
// write needs, and an end for the others.
[[nodiscard]] constexpr std::uint64_t ample_steps(std::size_t bytes) {
  return 100'000'000 + std::uint64_t{50} * bytes;
}

// yaml/too-costly: the effort is spent; what was being done, and how to make the file simpler.
[[nodiscard]] Diagnostic too_costly(const Effort& effort, Position position);

}  // namespace tempo_admission::yaml
