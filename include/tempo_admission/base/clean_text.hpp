// Which characters no output may contain unescaped, and how each kind of output replaces them. The
// writer of an output cleans everything it is given, so that no caller has to remember to.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tempo_admission/base/text_buffer.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission {

// C0, DEL and C1, as Go's unicode.IsControl: terminals obey them.
[[nodiscard]] constexpr bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

// Line and paragraph separators, characters that change the direction of writing, and those that
// have no width (Unicode's Default_Ignorable_Code_Point): with them a string looks like another.
[[nodiscard]] bool is_deceptive(char32_t c);

// Terminals, log viewers and warnings: appends `point`, the first code point of `text`. A control
// character becomes a space; invalid UTF-8 and a deceptive character become U+FFFD. One code point
// in is one code point out.
void append_for_terminal(std::string& out, std::string_view text, CodePoint point);
// All of `text`; a newline becomes a space too, so the result is one line.
[[nodiscard]] std::string one_terminal_line(std::string_view text);

// JSON strings, without the quotes: control and deceptive characters are escaped, so that the value
// stays what it was; invalid UTF-8 becomes U+FFFD. The output is valid whatever `text` is.
void append_json_string_content(TextBuffer& out, std::string_view text);
// For JSON from another writer, which is valid but escapes only what it must.
[[nodiscard]] std::string escape_deceptive(std::string_view json);

// XML 1.0 text and attribute values: markup, control and deceptive characters become character
// references; what XML cannot represent becomes U+FFFD.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace tempo_admission
