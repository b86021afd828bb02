#include "app/webhooks/yaml_text.hpp"

#include <gtest/gtest.h>

#include "app/check/json_conversion.hpp"

namespace tempo_admission::app {
namespace yaml_text_test {

using Json = nlohmann::ordered_json;

TEST(YamlText, IsBlockStyleWithShortListsOnOneLine) {
  const Json value = {{"a", {{"b", Json::array({"x", "yes"})}, {"c", Json::object()}}},
                      {"list", Json::array({{{"k", 1}, {"l", "true"}}, {{"k", 2}}})}};
  EXPECT_EQ(yaml_text(value),
            "a:\n  b: [x, \"yes\"]\n  c: {}\n"
            "list:\n- k: 1\n  l: \"true\"\n- k: 2\n");
}

TEST(YamlText, KeepsTheLinesOfAText) {
  EXPECT_EQ(yaml_text({{"e", "a ||\n  b\n\nc"}}), "e: |-\n  a ||\n    b\n  \n  c\n");
}

TEST(YamlText, IsReadBackAsTheSame) {
  for (const char* text : {"",   " a",  "a ",  "a\n", "\na",  "a\nb\n",    "tRue",       "no", "~",
                           "1",  "1e3", "0x1", "- a", "a: b", "a #b",      "a\tb\nc",    "'",  "\"",
                           "\\", "*",   "&a",  "!b",  "{",    "\u00e9\nb", "2026-01-01", "|"}) {
    const Json value = {{"k", text}, {"list", Json::array({text})}, {"deep", {{text, text}}}};
    const auto yaml = yaml_text(value);
    const auto document = yaml::read(yaml);
    ASSERT_TRUE(document) << yaml;
    const auto back = to_json(document->root());
    ASSERT_TRUE(back) << yaml;
    EXPECT_EQ(Json::parse(back->dump()).dump(), Json::parse(nlohmann::json(value).dump()).dump())
        << yaml;
  }
}

}  // namespace yaml_text_test
}  // namespace tempo_admission::app
