#include "app/serve/json_line.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tempo_admission::app {
namespace {

std::string quoted(std::string_view text, std::size_t limit = 100) {
  TextBuffer out;
  append_json_string(out, text, limit);
  return out.take();
}

TEST(JsonLine, IsOneObjectOnOneLine) {
  TextBuffer out;
  JsonLine line(out);
  line.text("a", "x")
      .number("n", 7)
      .boolean("b", true)
      .begin_list("l")
      .item("i")
      .item("j")
      .end_list();
  line.begin_object("o").number("k", 1).end_object().begin_list("m").begin_object().end_object();
  line.end_list().finish();
  EXPECT_EQ(out.text(), R"({"a":"x","n":7,"b":true,"l":["i","j"],"o":{"k":1},"m":[{}]})"
                        "\n");
}

TEST(AppendJsonString, EscapesWhateverBreaksALine) {
  EXPECT_EQ(nlohmann::json::parse(quoted("a\"\\\n\r\t\x01\x7f/")).get<std::string>(),
            "a\"\\\n\r\t\x01\x7f/");
  EXPECT_EQ(quoted("\n").find('\n'), std::string::npos);
}

TEST(AppendJsonString, EscapesWhatViewersTakeForTheEndOfALine) {
  EXPECT_EQ(quoted("\xC2\x85\xE2\x80\xA8\xE2\x80\xAE"), R"("\u0085\u2028\u202e")");
}

TEST(AppendJsonString, KeepsUnicodeAndReplacesWhatIsNone) {
  EXPECT_EQ(quoted("gr\xC3\xBC\xC3\x9F\x65"), "\"gr\xC3\xBC\xC3\x9F\x65\"");
  EXPECT_EQ(quoted("a\xFF"
                   "b"),
            "\"a\xEF\xBF\xBD"
            "b\"");
}

TEST(AppendJsonString, CutsAtItsLimitAndShowsIt) {
  EXPECT_EQ(quoted("abcdef", 3), "\"abc...\"");
  EXPECT_EQ(quoted("abc", 3), "\"abc\"");
  EXPECT_TRUE(nlohmann::json::accept(quoted("\xC3\xBC\xC3\xBC", 3)));
}

TEST(AppendJsonString, CountsWhatIsWrittenNotWhatIsGiven) {
  EXPECT_EQ(quoted("\x01\x01", 12), R"("\u0001\u0001")");
  EXPECT_EQ(quoted("\x01\x01", 11), R"("\u0001...")");
  EXPECT_EQ(quoted("a\xC3\xBC", 2), "\"a...\"");
  EXPECT_LE(quoted(std::string(10'000, '\x01'), 256).size(), 256U + 5);
}

}  // namespace
}  // namespace tempo_admission::app
