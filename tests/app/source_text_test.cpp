#include "app/check/source_text.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::app {
namespace {

TEST(SourceText, EndsLinesAtLfCrlfAndCr) {
  const SourceText text("a\nb\r\nc\rd");
  EXPECT_EQ(text.line_count(), 4U);
  EXPECT_EQ(text.line(1), "a");
  EXPECT_EQ(text.line(2), "b");
  EXPECT_EQ(text.line(3), "c");
  EXPECT_EQ(text.line(4), "d");
}

TEST(SourceText, HasNoLineBeforeTheFirstAndBehindTheLast) {
  const SourceText text("a\n");
  EXPECT_EQ(text.line(0), "");
  EXPECT_EQ(text.line(2), "");
  EXPECT_EQ(text.line(3), "");
}

TEST(SkipCodePoints, CountsCharactersNotBytes) {
  EXPECT_EQ(skip_code_points("gr\xC3\xBC\xC3\x9F\x65", 3), "\xC3\x9F\x65");
  EXPECT_EQ(skip_code_points("ab", 5), "");
}

}  // namespace
}  // namespace tempo_admission::app
