// Appends JSON to a text. Knows how text is quoted, not what it says.
#pragma once

#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"

namespace tempo_admission::kube {

// The text as a JSON string, quotes included. Bytes that are no UTF-8 become U+FFFD: what is
// written is always valid.
void append_quoted(TextBuffer& json, std::string_view text);

// `"name":"value"`, with a comma before it unless it opens an object.
void append_member(TextBuffer& json, std::string_view name, std::string_view value);

// `"name":`, with a comma before it unless it opens an object. The name is one of ours: nothing in
// it needs quoting.
void append_name(TextBuffer& json, std::string_view name);

// A comma, unless the text so far ends where a first item or member goes.
void append_comma_between(TextBuffer& json);

}  // namespace tempo_admission::kube
