// Base64 as Kubernetes writes it: the standard alphabet, padded (RFC 4648, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"

namespace tempo_admission::kube {

void append_base64(TextBuffer& text, std::string_view bytes);

// Nothing where the text is not base64. Line breaks are skipped, as Go does.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace tempo_admission::kube
