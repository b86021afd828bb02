// What one YAML text in a ConfigMap may cost to judge, unless the policy says otherwise.
#pragma once

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::policy {

// Tighter than the YAML room's own limits: whoever reaches the port may ask, and a faulty text
// takes some 300 bytes of memory for each of its nodes. A ConfigMap holds 1 MiB; packed text may be
// more.
inline constexpr yaml::Limits default_text_limits = {
    .max_bytes = 4U << 20, .max_nodes = 250'000, .max_depth = 10'000};

}  // namespace tempo_admission::policy
