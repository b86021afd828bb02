// The findings about a declaration's file as a whole.
#pragma once

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::tempo {

[[nodiscard]] FindingList document_findings();

}  // namespace tempo_admission::tempo
