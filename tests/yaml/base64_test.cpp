#include "yaml/base64.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::yaml {
namespace {

TEST(DecodeBase64, ReadsEveryLength) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("YQ=="), "a");
  EXPECT_EQ(decode_base64("YWI="), "ab");
  EXPECT_EQ(decode_base64("YWJj"), "abc");
  EXPECT_EQ(decode_base64("+/+/"), "\xFB\xFF\xBF");
}

TEST(DecodeBase64, SkipsLineBreaks) {
  EXPECT_EQ(decode_base64("YW\nJj\r\n"), "abc");
}

TEST(DecodeBase64, RefusesWhatGoRefuses) {
  for (const std::string_view text :
       {"Y", "YQ", "YQ=", "YQ===", "Y=Q=", "YQ==YQ==", "Y Q==", "-_=="}) {
    EXPECT_EQ(decode_base64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace tempo_admission::yaml
