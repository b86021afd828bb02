// What this room's findings mean, and those that the policy reports, too.
#pragma once

#include <vector>

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::tempo {

namespace code {
extern const FindingInfo apply_limit;
extern const FindingInfo configmap_limit;
}  // namespace code

// Every finding that this room reports, without those of the yaml room.
[[nodiscard]] std::vector<const FindingInfo*> finding_list();

}  // namespace tempo_admission::tempo
