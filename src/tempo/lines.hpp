// A text taken apart line by line, as Position counts them. Knows nothing of YAML.
#pragma once

#include <string_view>

namespace tempo_admission::tempo {

// The first line without its end, which is taken off with it: LF, CRLF and CR end one.
[[nodiscard]] std::string_view take_line(std::string_view& text);

}  // namespace tempo_admission::tempo
