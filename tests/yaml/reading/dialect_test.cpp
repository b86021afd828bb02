// Where go-yaml's scanner differs from libyaml's. Each row was checked against go-yaml v3 itself.
#include "yaml/reading/dialect.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::yaml {
namespace {

std::string printed(const Node& node) {
  if (node.kind() == NodeKind::scalar) return std::string(node.text());
  const bool is_list = node.kind() == NodeKind::sequence;
  std::string out = is_list ? "[" : "{";
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (i > 0) out += ", ";
    out += is_list ? printed(node.item(i))
                   : printed(node.entry(i).key) + ": " + printed(node.entry(i).value);
  }
  return out + (is_list ? "]" : "}");
}

struct TakenCase {
  std::string_view name;
  std::string_view yaml;
  std::string_view read;
};

class TakenByGoYaml : public testing::TestWithParam<TakenCase> {};

TEST_P(TakenByGoYaml, IsRead) {
  const auto document = read(GetParam().yaml);
  ASSERT_TRUE(document) << GetParam().name << ": " << document.error().message;
  EXPECT_EQ(printed(document->root()), GetParam().read) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(
    Differences, TakenByGoYaml,
    testing::Values(
        TakenCase{"colon at the end of a flow scalar", "{a:}", "{a:: }"},
        TakenCase{"colon before a comma", "{a:, b: c}", "{a:: , b: c}"},
        TakenCase{"colon in a list", "[a:, b:]", "[a:, b:]"},
        TakenCase{"colon in a scalar of two lines", "[a\n  b:, c]", "[a b:, c]"},
        TakenCase{"escaped apostrophe", "\"it\\'s\"", "it's"},
        TakenCase{"both", "{\"\\'\": a:, b: \"x\\'\\'y\"}", "{': a:, b: x''y}"},
        TakenCase{"comma in a tag", "[!a, b, c]", "[b, c]"},
        TakenCase{"brackets in a tag", "a: ![x] b", "{a: b}"},
        TakenCase{"tab between comments", "a: 1\n# one\n\t# two\nb: 2\n", "{a: 1, b: 2}"},
        TakenCase{"tab behind a list item's comment", "- # one\n\t# two\n  a\n", "[a]"},
        TakenCase{"tab before a key's comment", "?\t# why\n  a\n: b\n", "{a: b}"},
        TakenCase{"byte order mark at a line's start",
                  "a: 1\n\xEF\xBB\xBF"
                  "b: 2\n",
                  "{a: 1, \xEF\xBB\xBF"
                  "b: 2}"},
        TakenCase{"byte order mark in a block", "|\n  \xEF\xBB\xBFx\n", "\xEF\xBB\xBFx\n"}));

class RefusedByGoYaml : public testing::TestWithParam<std::string_view> {};

TEST_P(RefusedByGoYaml, IsRefused) {
  const auto document = read(GetParam());
  ASSERT_FALSE(document) << GetParam();
  EXPECT_EQ(document.error().code, "yaml/syntax");
  EXPECT_TRUE(document.error().position.known());
}

INSTANTIATE_TEST_SUITE_P(Differences, RefusedByGoYaml,
                         testing::Values("%YAML 1.2\n---\na: 1\n", "%YAML 001.1\n---\na: 1\n",
                                         "{a?b: c}", "[a: b?]", "[a ?b]", "\"\\/\"",
                                         "a: 1\n\t# tab behind a value's line\nb: 2\n",
                                         // What go-yaml's scanner has already read when a document
                                         // ends.
                                         "a: 1\n---\n@", "a: 1\n--- \"x\" @\n",
                                         "a: 1\n--- \"\\/\"\n"));

class OutOfGoYamlsSight : public testing::TestWithParam<std::string_view> {};

TEST_P(OutOfGoYamlsSight, IsNoFaultOfTheFirstDocument) {
  const auto document = read(GetParam());
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_TRUE(document->more_documents());
}

const std::string far_control = "a: 1\n---\nb: 2\n" + std::string(600, '#') + "\n\x07";

INSTANTIATE_TEST_SUITE_P(Faults, OutOfGoYamlsSight,
                         testing::Values("a: 1\n---\n[a, @]\n", "a: 1\n---\n- @\n",
                                         "{a: 1} garbage", "a: 1\n---\n{b:}\n",
                                         std::string_view(far_control)));

TEST(Encoding, IsRefusedWithinTheBlockThatGoYamlDecodes) {
  const auto document = read("a: 1\n---\nb: 2\nc: 3\nd: \x07\n");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, "yaml/control-character");
}

TEST(Repairs, EndWithTheEffort) {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += "a:,";
  text += "]";
  Effort effort(1'000'000);
  const auto document = read(text, {.effort = &effort});
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, "yaml/too-costly");
  EXPECT_FALSE(document.error().tempo_rejects);
}

TEST(FindStandIn, TakesACharacterThatTheTextLacks) {
  EXPECT_EQ(find_placeholder("a: b"), '^');
  EXPECT_EQ(find_placeholder("^~$"), ';');
}

TEST(FindStandIn, GivesNothingWhereTheTextHasThemAll) {
  std::string all;
  for (int c = 0x20; c < 0x7F; ++c) all.push_back(static_cast<char>(c));
  EXPECT_EQ(find_placeholder(all), std::nullopt);
}

TEST(WithoutStandIns, GivesBackColonsAndApostrophes) {
  EXPECT_EQ(without_placeholders("a^ ^'b^'^", '^'), "a: 'b':");
}

}  // namespace
}  // namespace tempo_admission::yaml
