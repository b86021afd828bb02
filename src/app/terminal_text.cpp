#include "app/terminal_text.hpp"

#include <array>

#include "tempo_admission/base/clean_text.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::size_t piece_limit_bytes = 8192;

// Select Graphic Rendition (ECMA-48).
constexpr std::array<std::string_view, 6> style_codes = {"", "1", "1;31", "1;33", "32", "2"};

}  // namespace

TerminalText& TerminalText::put(std::string_view text, Style style) {
  const bool styled = colour_ == Colour::always && style != Style::plain;
  if (styled) {
    text_ += "\x1b[";
    text_ += style_codes[static_cast<std::size_t>(style)];
    text_ += 'm';
  }
  text_ += one_terminal_line(shortened_to_bytes(text, piece_limit_bytes));
  if (styled) text_ += "\x1b[0m";
  return *this;
}

TerminalText& TerminalText::end_line() {
  text_ += '\n';
  return *this;
}

}  // namespace tempo_admission::app
