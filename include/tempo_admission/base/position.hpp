// A position in a text, as an editor shows it. Knows nothing of what the text means.
#pragma once

#include <compare>
#include <cstdint>

namespace tempo_admission {

// Line and column count from 1; columns count code points. LF, CRLF and CR end a line. Line 0 means
// "unknown".
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  [[nodiscard]] constexpr bool known() const { return line != 0; }
  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

}  // namespace tempo_admission
