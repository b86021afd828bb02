#include "tempo_admission/base/ascii.hpp"

#include <gtest/gtest.h>

namespace tempo_admission {
namespace {

TEST(Ascii, ClassesEndWhereTheRangesDo) {
  for (const char c : {'0', '9'}) EXPECT_TRUE(is_digit(c)) << c;
  for (const char c : {'/', ':'}) EXPECT_FALSE(is_digit(c)) << c;
  for (const char c : {'a', 'z', 'A', 'Z'}) EXPECT_TRUE(is_letter(c)) << c;
  for (const char c : {'`', '{', '@', '['}) EXPECT_FALSE(is_letter(c)) << c;
}

TEST(Ascii, NoByteAbove7FIsInAClass) {
  for (int byte = 0x80; byte <= 0xFF; ++byte) {
    const char c = static_cast<char>(byte);
    EXPECT_FALSE(is_digit(c) || is_letter(c)) << byte;
  }
}

TEST(LowerCase, ChangesOnlyAToZ) {
  EXPECT_EQ(lower_case("ABZ az 09 @[`{ \u00c4"), "abz az 09 @[`{ \u00c4");
}

}  // namespace
}  // namespace tempo_admission
