#include "tempo_admission/base/text_buffer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace tempo_admission {
namespace {

TEST(TextBuffer, HoldsWhatWasAppendedHoweverOftenItGrows) {
  TextBuffer buffer(0);
  std::string expected;
  for (int i = 0; i < 1000; ++i) {
    buffer.append("piece");
    buffer.append(',');
    expected += "piece,";
  }
  EXPECT_EQ(buffer.text(), expected);
}

TEST(TextBuffer, TakesWhatWasWrittenIntoItsRoomAndNoMore) {
  TextBuffer buffer;
  buffer.append("a");
  char* const room = buffer.room(10);
  std::fill_n(room, 10, 'b');
  buffer.commit(room + 2);
  EXPECT_EQ(buffer.text(), "abb");
}

TEST(TextBuffer, GivesTheTextAwayAndStartsAnew) {
  TextBuffer buffer;
  buffer.append("first");
  EXPECT_EQ(buffer.take(), "first");
  EXPECT_EQ(buffer.text(), "");
  buffer.append("second");
  EXPECT_EQ(buffer.take(), "second");
}

TEST(TextBuffer, MovesWithItsText) {
  for (const std::size_t room : {0, 4, 100}) {
    TextBuffer from(room);
    from.append("abc");
    TextBuffer to(std::move(from));
    to.append("def");
    EXPECT_EQ(to.text(), "abcdef");
  }
}

TEST(TextBuffer, KnowsItsLastCharacter) {
  TextBuffer buffer;
  EXPECT_EQ(buffer.last(), '\0');
  buffer.append("ab");
  EXPECT_EQ(buffer.last(), 'b');
}

}  // namespace
}  // namespace tempo_admission
