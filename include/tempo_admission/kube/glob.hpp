// Globs over names: '*' matches any run of characters, '?' one code point, anything else itself.
// Anchored at both ends.
#pragma once

#include <string_view>

namespace tempo_admission::kube {

// At most length of the pattern times length of the text steps: only the last '*' is retried.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace tempo_admission::kube
