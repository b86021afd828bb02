// Text that may be a credential, so that nothing says it. Knows nothing of where the text is from.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tempo_admission::tempo {

// Text that looks like a credential: known prefixes (glc_, glsa_, ghp_, AKIA, ey..., "Bearer ") or
// high entropy.
[[nodiscard]] bool looks_like_secret(std::string_view text);
// Where the first of them starts, in bytes.
[[nodiscard]] std::optional<std::size_t> find_secret(std::string_view text);

}  // namespace tempo_admission::tempo
