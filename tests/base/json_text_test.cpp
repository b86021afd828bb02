#include "base/json_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission {
namespace {

std::string marked(std::string_view text) {
  TextBuffer out(0);
  append_json_text(out, text, [](TextBuffer& marks, std::string_view) {
    marks.append("<!>");
    return std::size_t{1};
  });
  return out.take();
}

bool stands_for_itself(unsigned byte) {
  return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

TEST(AppendJsonText, TakesCareOfEveryByteThatNeedsItWhereverItStands) {
  for (unsigned byte = 0; byte < 256; ++byte)
    for (std::size_t place = 0; place < 20; ++place) {
      std::string text(20, 'a');
      text[place] = static_cast<char>(byte);
      std::string expected = text;
      if (!stands_for_itself(byte)) expected.replace(place, 1, "<!>");
      EXPECT_EQ(marked(text), expected) << byte << " at " << place;
    }
}

TEST(AppendJsonText, WritesNothingForNothing) {
  EXPECT_EQ(marked(""), "");
}

TEST(AppendJsonText, TakesCareOfOneByteAfterTheOther) {
  EXPECT_EQ(marked("\"\"a\n"), "<!><!>a<!>");
}

}  // namespace
}  // namespace tempo_admission
