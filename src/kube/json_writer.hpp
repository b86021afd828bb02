// Appends JSON to a buffer. Knows quoting, not content.
#pragma once

#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"

namespace tempo_admission::kube {

// Appends a JSON string with its quotes, cleaned as clean_text.hpp says.
void append_quoted(TextBuffer& json, std::string_view text);

// `"name":"value"`, with a comma before it unless it opens an object.
void append_member(TextBuffer& json, std::string_view name, std::string_view value);

// `"name":`, with a comma before it unless it opens an object. The name must be a constant without
// characters that need escaping.
void append_name(TextBuffer& json, std::string_view name);

// Appends a comma, unless the next item or member is the first of its container.
void append_comma_between(TextBuffer& json);

}  // namespace tempo_admission::kube
