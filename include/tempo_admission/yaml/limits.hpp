// Bounds on the cost of reading one YAML file. Knows nothing of policies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/effort.hpp"
#include "tempo_admission/base/position.hpp"

namespace tempo_admission::yaml {

// Exceeding any of these stops the reading with a diagnostic that has its own code.
struct Limits {
  std::size_t max_bytes = 8U << 20;   // size of the file
  std::size_t max_nodes = 4'000'000;  // as written; for a Document also with aliases followed
  std::size_t max_depth = 10'000;     // of block and of flow nesting, each; go-yaml's own limit
  Effort* effort = nullptr;           // shared budget, not owned; null: ample_steps() of the size
};

// The budget of a file of this size when it is not shared, in steps: more than any file written by
// people needs, and a bound for hostile ones.
[[nodiscard]] constexpr std::uint64_t ample_steps(std::size_t bytes) {
  return 100'000'000 + std::uint64_t{50} * bytes;
}

// yaml/too-costly: the effort is spent. Says what was being done and how to simplify the file.
[[nodiscard]] Diagnostic too_costly(const Effort& effort, Position position);

}  // namespace tempo_admission::yaml
