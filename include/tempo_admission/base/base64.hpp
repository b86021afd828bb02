// Base64 as Kubernetes and YAML's !!binary use it: the standard alphabet, padded (RFC 4648, section
// 4). Reads what Go's base64.StdEncoding reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"

namespace tempo_admission {

// Appends the encoded bytes, padded and without line breaks.
void append_base64(TextBuffer& text, std::string_view bytes);

// nullopt if `text` is not valid base64. Line breaks are skipped and unused bits of the last digit
// ignored, as in Go.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace tempo_admission
