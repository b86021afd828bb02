// What this room's findings mean.
#pragma once

#include <vector>

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::policy {

// Every finding that this room reports, without those of the rooms below.
[[nodiscard]] std::vector<const FindingInfo*> finding_list();

}  // namespace tempo_admission::policy
