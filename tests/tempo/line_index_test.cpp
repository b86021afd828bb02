#include "tempo/line_index.hpp"

#include <gtest/gtest.h>

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
