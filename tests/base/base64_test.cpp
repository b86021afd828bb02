#include "tempo_admission/base/base64.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tempo_admission {
namespace {

std::string encoded(std::string_view bytes) {
  TextBuffer text;
  append_base64(text, bytes);
  return text.take();
}

struct Pair {
  std::string_view bytes;
  std::string_view text;
};

// RFC 4648, section 10.
class Base64 : public testing::TestWithParam<Pair> {};

TEST_P(Base64, Encodes) {
  EXPECT_EQ(encoded(GetParam().bytes), GetParam().text);
}
TEST_P(Base64, Decodes) {
  EXPECT_EQ(decode_base64(GetParam().text), GetParam().bytes);
}

INSTANTIATE_TEST_SUITE_P(Rfc4648, Base64,
                         testing::Values(Pair{"", ""}, Pair{"f", "Zg=="}, Pair{"fo", "Zm8="},
                                         Pair{"foo", "Zm9v"}, Pair{"foob", "Zm9vYg=="},
                                         Pair{"fooba", "Zm9vYmE="}, Pair{"foobar", "Zm9vYmFy"},
                                         Pair{"\xFB\xFF\xBF", "+/+/"}));

TEST(Base64, BringsBackRandomBytes) {
  std::mt19937 random(4);
  std::uniform_int_distribution<int> byte(0, 255);
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(decode_base64(encoded(bytes)), bytes);
    bytes += static_cast<char>(byte(random));
  }
}

TEST(AppendBase64, KeepsWhatWasThere) {
  TextBuffer text;
  text.append("patch=");
  append_base64(text, "foo");
  EXPECT_EQ(text.text(), "patch=Zm9v");
}

TEST(DecodeBase64, SkipsLineBreaks) {
  EXPECT_EQ(decode_base64("Zm9v\r\nYmFy\n"), "foobar");
}

class BrokenBase64 : public testing::TestWithParam<std::string_view> {};

TEST_P(BrokenBase64, IsRefused) {
  EXPECT_EQ(decode_base64(GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Table, BrokenBase64,
                         testing::Values("Zg", "Zg=", "Z===", "====", "Zm9v=Zm9", "Zm 9", "Zm-_",
                                         "=Zm9", "Y", "YQ===", "Y=Q=", "YQ==YQ==", "-_=="));

}  // namespace
}  // namespace tempo_admission
