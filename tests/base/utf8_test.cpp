#include "tempo_admission/base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace tempo_admission {
namespace {

using namespace std::string_view_literals;

struct Decoded {
  std::string_view bytes;
  char32_t value;
  std::size_t length;
};

class ValidCodePoint : public testing::TestWithParam<Decoded> {};

TEST_P(ValidCodePoint, IsDecodedWithItsLength) {
  const auto point = first_code_point(GetParam().bytes);
  EXPECT_TRUE(point.valid);
  EXPECT_EQ(point.value, GetParam().value);
  EXPECT_EQ(point.length, GetParam().length);
}

// The first and the last of each length, and the neighbours of the surrogates.
INSTANTIATE_TEST_SUITE_P(
    Edges, ValidCodePoint,
    testing::Values(Decoded{"\0"sv, 0, 1}, Decoded{"\x7f", 0x7F, 1}, Decoded{"\xC2\x80", 0x80, 2},
                    Decoded{"\xDF\xBF", 0x7FF, 2}, Decoded{"\xE0\xA0\x80", 0x800, 3},
                    Decoded{"\xED\x9F\xBF", 0xD7FF, 3}, Decoded{"\xEE\x80\x80", 0xE000, 3},
                    Decoded{"\xEF\xBF\xBF", 0xFFFF, 3}, Decoded{"\xF0\x90\x80\x80", 0x10000, 4},
                    Decoded{"\xF4\x8F\xBF\xBF", 0x10FFFF, 4}));

class BrokenCodePoint : public testing::TestWithParam<std::string_view> {};

TEST_P(BrokenCodePoint, IsOneByteOfTheReplacementCharacter) {
  const auto point = first_code_point(GetParam());
  EXPECT_FALSE(point.valid);
  EXPECT_EQ(point.value, char32_t{0xFFFD});
  EXPECT_EQ(point.length, 1U);
}

INSTANTIATE_TEST_SUITE_P(Table, BrokenCodePoint,
                         testing::Values("\x80",      // a continuation alone
                                         "\xC0\x80",  // not the shortest form
                                         "\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF",
                                         "\xED\xA0\x80",                      // surrogates
                                         "\xED\xBF\xBF", "\xF4\x90\x80\x80",  // above U+10FFFF
                                         "\xF5\x80\x80\x80", "\xFF",
                                         "\xE2\x82",     // cut off
                                         "\xE2\x82z"));  // continued by a letter

TEST(ShortenedToBytes, KeepsATextOfThatLength) {
  EXPECT_EQ(shortened_to_bytes("abc", 3), "abc");
}

TEST(ShortenedToBytes, ShowsThatItCuts) {
  EXPECT_EQ(shortened_to_bytes("abcd", 3), "abc...");
}

TEST(ShortenedToBytes, NeverSplitsACodePoint) {
  EXPECT_EQ(shortened_to_bytes("a\u20acb", 2), "a\u20ac...");
}

TEST(ShortenedToBytes, EndsInAnyBytes) {
  EXPECT_EQ(shortened_to_bytes("\xFF\xFF\xFF", 1), "\xFF...");
}

}  // namespace
}  // namespace tempo_admission
