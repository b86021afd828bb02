#include "tempo_admission/base/line_index.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace tempo_admission {
namespace {

TEST(LineIndex, EndsLinesAtLfCrlfAndCr) {
  const std::string_view text = "a\nb\r\nc\rd";
  const LineIndex lines(text);
  EXPECT_EQ(lines.line_count(), 4U);
  EXPECT_EQ(lines.line(1), "a");
  EXPECT_EQ(lines.line(2), "b");
  EXPECT_EQ(lines.line(3), "c");
  EXPECT_EQ(lines.line(4), "d");
  EXPECT_EQ(text[lines.offset_of({3, 1})], 'c');
  EXPECT_EQ(lines.position(text.find('d')), (Position{4, 1}));
}

TEST(LineIndex, HasNoLineBeforeTheFirstOrAfterTheLast) {
  const LineIndex lines("a\n");
  EXPECT_EQ(lines.line(0), "");
  EXPECT_EQ(lines.line(2), "");
  EXPECT_EQ(lines.line(3), "");
}

TEST(LineIndex, CountsColumnsInCodePoints) {
  const std::string_view text = "\u00e4\u65e5\U0001F600x";
  EXPECT_EQ(text[LineIndex(text).offset_of({1, 4})], 'x');
  EXPECT_EQ(LineIndex(text).position(text.find('x')), (Position{1, 4}));
}

TEST(LineIndex, DoesNotCountAByteOrderMark) {
  const LineIndex lines("\xEF\xBB\xBFx");
  EXPECT_EQ(lines.offset_of({1, 1}), 3U);
  EXPECT_EQ(lines.position(3), (Position{1, 1}));
  EXPECT_EQ(lines.position(0), (Position{1, 1}));
  EXPECT_EQ(lines.line(1), "x");
}

TEST(LineIndex, AnswersTheEndForPositionsPastIt) {
  EXPECT_EQ(LineIndex("ab").offset_of({7, 1}), 2U);
  EXPECT_EQ(LineIndex("ab").offset_of({1, 9}), 2U);
  EXPECT_EQ(LineIndex("ab").offset_of({}), 2U);
  EXPECT_EQ(LineIndex("ab").position(9), (Position{1, 3}));
}

// Block counts are precomputed: the lines are much longer than a block, with characters across
// block boundaries.
TEST(LineIndex, BringsEveryCharacterBackToItsOffset) {
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    std::string text;
    while (text.size() < 3'000) {
      constexpr const char* pieces[] = {"a", "\u00e4", "\u65e5", "\U0001F600", "\n", "\r\n", "\r"};
      text += pieces[random() % (round % 2 == 0 ? 7 : 4)];
    }
    const LineIndex lines(text);
    for (std::size_t offset = 0; offset <= text.size(); ++offset) {
      const bool inside = offset < text.size() && (text[offset] & 0xC0) == 0x80;
      const bool in_break = offset > 0 && text.substr(offset - 1, 2) == "\r\n";
      if (inside || in_break) continue;
      ASSERT_EQ(lines.offset_of(lines.position(offset)), offset);
    }
  }
}

TEST(TakeLine, TakesLinesOneByOne) {
  std::string_view text = "a\r\nb\r\rc";
  EXPECT_EQ(take_line(text), "a");
  EXPECT_EQ(take_line(text), "b");
  EXPECT_EQ(take_line(text), "");
  EXPECT_EQ(take_line(text), "c");
  EXPECT_EQ(text, "");
}

TEST(SkipCodePoints, CountsCharactersNotBytes) {
  EXPECT_EQ(skip_code_points("gr\xC3\xBC\xC3\x9F\x65", 3), "\xC3\x9F\x65");
  EXPECT_EQ(skip_code_points("ab", 5), "");
}

}  // namespace
}  // namespace tempo_admission
