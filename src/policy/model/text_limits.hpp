// Default limits for judging the YAML files of one object; a policy may change them.
#pragma once

#include <cstdint>

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::policy {

// Tighter than the yaml room's own limits: anyone who can reach the port may send a review, and an
// invalid file takes about 300 bytes of memory per node. A ConfigMap holds 1 MiB; unpacked content
// may be larger. No field of Tempo is a tenth as deep as 100, and libyaml's work for a token grows
// with the depth.
inline constexpr yaml::Limits default_text_limits = {
    .max_bytes = 2U << 20, .max_nodes = 150'000, .max_depth = 100};

// Steps for all new files of a review, and again for all stored ones. An UPDATE can spend both and
// stays below 1.6e9 instructions, including work that is not counted (tests/budgets).
inline constexpr std::uint64_t default_text_steps = 6'000'000;

}  // namespace tempo_admission::policy
