// Base64 as used by Kubernetes and YAML's !!binary: the standard alphabet, padded (RFC 4648,
// section 4). Accepts what Go's base64.StdEncoding accepts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"

namespace tempo_admission {

// Appends the encoding of `bytes`, padded and without line breaks.
void append_base64(TextBuffer& text, std::string_view bytes);

// Returns the decoded bytes, or nullopt if `text` is not valid base64. As in Go, CR and LF are
// skipped and the unused bits of the last digit are ignored.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace tempo_admission
