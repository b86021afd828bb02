// Globs over names: '*' any run of characters, '?' exactly one, everything else itself. Anchored at
// both ends.
#pragma once

#include <string_view>

namespace tempo_admission::kube {

// Linear in the text for any pattern (no backtracking beyond the last '*').
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace tempo_admission::kube
