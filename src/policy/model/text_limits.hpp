// What the YAML texts of one object may cost to judge, unless the policy says otherwise.
#pragma once

#include <cstdint>

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::policy {

// Tighter than the YAML room's own limits: whoever reaches the port may ask, and a faulty text
// takes some 300 bytes of memory for each of its nodes. A ConfigMap holds 1 MiB; packed text may be
// more.
inline constexpr yaml::Limits default_text_limits = {
    .max_bytes = 2U << 20, .max_nodes = 150'000, .max_depth = 10'000};

// Of the new texts of a review together, and of the stored ones again: an UPDATE spends both, and
// stays below 1.6e9 instructions with all that is not counted (tests/budgets).
inline constexpr std::uint64_t default_text_steps = 6'000'000;

}  // namespace tempo_admission::policy
