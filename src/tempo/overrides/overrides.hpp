// The findings about an overrides file as a whole.
#pragma once

#include "tempo_admission/tempo/findings.hpp"

namespace tempo_admission::tempo {

[[nodiscard]] FindingList file_findings();

}  // namespace tempo_admission::tempo
