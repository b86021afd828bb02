// What this room's findings mean, and those that its users look for among the diagnostics.
#pragma once

#include <vector>

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::yaml {

namespace code {
extern const FindingInfo unknown_anchor;
extern const FindingInfo alias_cycle;
extern const FindingInfo duplicate_key;
extern const FindingInfo too_costly;
}  // namespace code

// Every finding that this room reports.
[[nodiscard]] std::vector<const FindingInfo*> finding_list();

}  // namespace tempo_admission::yaml
