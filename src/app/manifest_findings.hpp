// The findings about manifests, which `check` reports before any rule is asked; declared in the
// files that report them.
#pragma once

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::app {

namespace code {
extern const FindingInfo manifest_unreadable;
}  // namespace code

[[nodiscard]] FindingList manifest_findings();
[[nodiscard]] FindingList json_conversion_findings();

}  // namespace tempo_admission::app
