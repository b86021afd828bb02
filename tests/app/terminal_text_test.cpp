#include "app/terminal_text.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::app {
namespace {

TEST(TerminalText, HasOnlyItsOwnNewlinesAndColours) {
  TerminalText text(Colour::always);
  text.put("a\x1b[2J\nb", Style::red).put("c\r").end_line();
  EXPECT_EQ(text.take(), "\x1b[1;31ma [2J b\x1b[0mc \n");
}

TEST(TerminalText, HasNoColoursUnlessAskedTo) {
  TerminalText text(Colour::never);
  text.put("a", Style::red).put("b", Style::dim);
  EXPECT_EQ(text.take(), "ab");
}

TEST(TerminalText, CutsWhatNobodyWouldRead) {
  TerminalText text(Colour::never);
  text.put(std::string(100'000, 'x'));
  EXPECT_EQ(text.take(), std::string(8192, 'x') + "...");
}

}  // namespace
}  // namespace tempo_admission::app
