#include "tempo/line_index.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::tempo {
namespace {

TEST(LineIndex, EndsLinesAtLfCrlfAndCr) {
  const std::string_view text = "a\nb\r\nc\rd";
  const LineIndex lines(text);
  EXPECT_EQ(text[lines.offset_of({2, 1})], 'b');
  EXPECT_EQ(text[lines.offset_of({3, 1})], 'c');
  EXPECT_EQ(text[lines.offset_of({4, 1})], 'd');
}

TEST(LineIndex, CountsColumnsInCodePoints) {
  const std::string_view text = "\u00e4\u65e5\U0001F600x";
  EXPECT_EQ(text[LineIndex(text).offset_of({1, 4})], 'x');
}

TEST(LineIndex, CountsColumnsOfALongLine) {
  std::string text = "first\n";
  for (int i = 0; i < 5'000; ++i) text += i % 3 == 0 ? "a" : "\u65e5";
  const LineIndex lines(text);
  std::size_t offset = 6;
  for (std::uint32_t column = 1; column <= 5'000; ++column) {
    ASSERT_EQ(lines.offset_of({2, column}), offset) << column;
    offset += column % 3 == 1 ? 1 : 3;
  }
  EXPECT_EQ(lines.offset_of({2, 5'001}), text.size());
}

TEST(LineIndex, DoesNotCountAByteOrderMark) {
  EXPECT_EQ(LineIndex("\xEF\xBB\xBFx").offset_of({1, 1}), 3U);
}

TEST(LineIndex, AnswersTheEndForWhatLiesBehindIt) {
  EXPECT_EQ(LineIndex("ab").offset_of({7, 1}), 2U);
  EXPECT_EQ(LineIndex("ab").offset_of({1, 9}), 2U);
  EXPECT_EQ(LineIndex("ab").offset_of({}), 2U);
}

}  // namespace
}  // namespace tempo_admission::tempo
