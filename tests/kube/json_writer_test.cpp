#include "kube/json_writer.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

namespace tempo_admission::kube {
namespace {

using nlohmann::json;

std::string as_json(std::string_view text) {
  TextBuffer result;
  append_quoted(result, text);
  return result.take();
}

TEST(AppendQuoted, WritesEveryAsciiCharacterAsTheOracleDoes) {
  for (char c = 0; c >= 0 && c < 127; ++c)
    EXPECT_EQ(as_json(std::string(1, c)), json(std::string(1, c)).dump()) << static_cast<int>(c);
}

TEST(AppendQuoted, KeepsUtf8AsItIs) {
  EXPECT_EQ(as_json("é 한 😀"), "\"é 한 😀\"");
}

TEST(AppendQuoted, EscapesInTheMiddleOfPlainText) {
  EXPECT_EQ(as_json("a\"b\\c\nd"), R"("a\"b\\c\nd")");
}

TEST(AppendQuoted, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(as_json("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
}

TEST(AppendQuoted, MakesValidJsonOfAnyBytes) {
  std::mt19937 random(3);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes;
    for (int n = 0; n < 12; ++n) bytes += static_cast<char>(byte(random));
    EXPECT_TRUE(json::accept(as_json(bytes)))
        << json(bytes).dump(-1, ' ', true, json::error_handler_t::replace);
  }
}

TEST(AppendMember, SeparatesMembersAndNothingElse) {
  TextBuffer text;
  text.append('{');
  append_member(text, "a", "1");
  append_name(text, "b");
  text.append('[');
  append_comma_between(text);
  text.append(']');
  append_member(text, "c", "{");
  append_member(text, "d", "");
  EXPECT_EQ(text.text(), R"({"a":"1","b":[],"c":"{","d":"")");
}

}  // namespace
}  // namespace tempo_admission::kube
