// Every kind of finding that the program reports, of all rooms. Knows nothing of how one is shown.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::app {

// In the order of the pages: by room, then as declared. Built once; thread-safe.
[[nodiscard]] const std::vector<const FindingInfo*>& all_findings();

// Returns null if the code is unknown.
[[nodiscard]] const FindingInfo* find_finding(std::string_view code);

// The known code that the user most likely meant.
[[nodiscard]] std::optional<std::string_view> nearest_code(std::string_view code);

}  // namespace tempo_admission::app
