// Text for a terminal, piece by piece: each is cleaned, so the only control characters in the
// result are our newlines and colours.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace tempo_admission::app {

enum class Colour : std::uint8_t { never, always };
enum class Style : std::uint8_t { plain, bold, red, yellow, green, dim };

class TerminalText {
 public:
  explicit TerminalText(Colour colour) : colour_(colour) {}

  // Newlines in `text` become spaces. At most 8 KiB are shown, then "...".
  TerminalText& put(std::string_view text, Style style = Style::plain);
  TerminalText& end_line();

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  Colour colour_;
  std::string text_;
};

}  // namespace tempo_admission::app
