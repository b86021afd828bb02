#include "tempo_admission/base/clean_text.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tempo_admission {
namespace clean_text_test {

// ESC, BEL, DEL, CSI (C1), NEL, a zero-width space, an override of the direction, a word joiner, a
// tag character, a BOM, a soft hyphen, an Arabic letter mark and a Hangul filler.
constexpr std::string_view hostile =
    "\x1b["
    "31m\x07\x7f\xC2\x9B\xC2\x85\xE2\x80\x8B\xE2\x80\xAE\xE2\x81\xA0\xF3\xA0\x81\xA1\xEF\xBB\xBF"
    "\xC2\xAD\xD8\x9C\xE3\x85\xA4";

std::string json(std::string_view text) {
  TextBuffer out;
  append_json_string_content(out, text);
  return out.take();
}

bool is_clean(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (!point.valid || is_control(point.value) || is_deceptive(point.value)) return false;
    text.remove_prefix(point.length);
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(first_code_point(text).length);
  return count;
}

TEST(OneTerminalLine, HasNothingThatATerminalObeysOrHides) {
  EXPECT_TRUE(is_clean(one_terminal_line(hostile)));
  EXPECT_EQ(one_terminal_line("a\nb\r\tc\x1b[m"), "a b  c [m");
}

TEST(OneTerminalLine, KeepsOtherLanguages) {
  EXPECT_EQ(one_terminal_line("gr\xC3\xBC\xC3\x9F \xE6\x97\xA5\xE6\x9C\xAC"),
            "gr\xC3\xBC\xC3\x9F \xE6\x97\xA5\xE6\x9C\xAC");
}

TEST(OneTerminalLine, IsCleanWhateverItIsGivenAndKeepsTheColumns) {
  std::mt19937 random(12);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes;
    for (int n = 0; n < 24; ++n) bytes += static_cast<char>(byte(random));
    const std::string line = one_terminal_line(bytes);
    EXPECT_TRUE(is_clean(line));
    EXPECT_EQ(code_points(line), code_points(bytes));
  }
}

TEST(JsonStringContent, IsCleanAndKeepsTheValue) {
  EXPECT_TRUE(is_clean(json(hostile)));
  EXPECT_EQ(json("a\n\x1b\x7f\xC2\x85\xE2\x80\xAE\"\\"), R"(a\n\u001b\u007f\u0085\u202e\"\\)");
}

TEST(JsonStringContent, WritesWhatIsAboveTheFirstPlaneAsAPair) {
  EXPECT_EQ(json("\xF3\xA0\x81\xA1"), R"(\udb40\udc61)");
  EXPECT_EQ(json("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80");
}

TEST(EscapeDeceptive, CleansTheJsonOfAnotherWriter) {
  EXPECT_EQ(escape_deceptive("{\"a\": \"\x7f\xE2\x80\xAE\xC3\xBC\"}\n"),
            "{\"a\": \"\\u007f\\u202e\xC3\xBC\"}\n");
}

TEST(XmlText, WritesMarkupAndWhatDeceivesAsReferences) {
  EXPECT_TRUE(is_clean(xml_text(hostile)));
  EXPECT_EQ(xml_text("<a b=\"&\">\n"), "&lt;a b=&quot;&amp;&quot;&gt;&#10;");
  EXPECT_EQ(xml_text("\xE2\x80\xAE"), "&#8238;");
}

TEST(XmlText, ReplacesWhatXmlCannotRepresent) {
  EXPECT_EQ(xml_text("\x1b\xEF\xBF\xBE\xFF"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace clean_text_test
}  // namespace tempo_admission
