// Recognizes credentials, so that no output repeats them. Knows nothing of where the text is from.
// Pure: any thread may call these.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tempo_admission::tempo {

// True if a word looks like a credential: a known prefix (glc_, glsa_, ghp_, AKIA, ey..., "Bearer
// ") or high entropy; or if the text contains a private key or a password in a URL.
[[nodiscard]] bool looks_like_secret(std::string_view text);
// The byte offset of a private key, else of a password in a URL, else of the first such word;
// nullopt if the text has no secret.
[[nodiscard]] std::optional<std::size_t> find_secret(std::string_view text);

}  // namespace tempo_admission::tempo
