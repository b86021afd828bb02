#include "yaml/reading/plain_reader.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "yaml/libyaml_twin.hpp"

namespace tempo_admission::yaml {
namespace {

struct Named {
  std::string_view name;
  std::string_view text;
};

std::string name_of(const testing::TestParamInfo<Named>& info) {
  return std::string(info.param.name);
}

class PlainText : public testing::TestWithParam<Named> {};

TEST_P(PlainText, IsReadAsLibyamlReadsIt) {
  const Twins twins = read_twice(GetParam().text);
  EXPECT_TRUE(twins.is_usual);
  EXPECT_EQ(twins.difference, "");
}

constexpr Named usual_texts[] = {
    {"Mapping", "a: 1\nb: two words\n"},
    {"NoNewlineAtTheEnd", "a: 1\nb: 2"},
    {"NestedMappings", "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n"},
    {"UnevenIndentation", "a:\n   b:\n     c: 1\n   d: 2\n"},
    {"IndentedRoot", "  a: 1\n  b: 2\n"},
    {"List", "a:\n  - 1\n  - two words\nb: 2\n"},
    {"ListBelowItsKey", "a:\n- 1\n- 2\nb: 3\n"},
    {"ListOfMappings", "a:\n  - b: 1\n    c: 2\n  -   d: 3\nb: 4\n"},
    {"ListBelowTheKeyOfAnItem", "a:\n- b:\n  - 1\n  - 2\n  c: 3\n- d:\n- 4\n"},
    {"NullBeforeAnItem", "a:\n- b:\n- c:\n"},
    {"Nulls", "a:\nb:   # nothing\nc:\n  d:\n\ne:\n"},
    {"NullAtTheEnd", "a:\n  b:"},
    {"Comments", "# one\na: 1 # two\n    # three\nb:  # four\n  # five\n  c: 2#3\n# six"},
    {"BlankLines", "\n\na: 1\n   \n\n  \nb: 2\n\n"},
    {"SpacesAtTheEnd", "a: 1   \nb:   \n  c: 2  \n"},
    {"Quoted", "\"a b\": 'c: d # e'\n'*': \"\"\n'': '['\n"},
    {"QuotedInAList", "a: ['x, y', \"}\"]\nb:\n- 'z'\n- \"q: r\": 1\n"},
    {"FlowList", "a: [b, c d , -1, 1.5, /x]\nb: []\nc: [ ]\nd: [[e, f], []]\n"},
    {"FlowMapping", "a: {b: 1, 'c': two words, \"d e\": [f]}\nb: {}\nc: { g: {h: 1} }  # i\n"},
    {"FlowInAList", "a:\n- [b]\n- {c: d}\n"},
    {"Numbers", "a: -1\nb: +2\nc: .5\nd: 1e3\ne: 0x10\nf: 1_000\ng: -.inf\n"},
    {"SignsInsideOfWords", "a: b-c\nd: e:f\ng: h#i\nj: k[l]{m},n\no: p'q\"r\ns: t&u*v!w|x>y%z@`\n"},
    {"KeysOfSigns", "a-b: 1\na.b/c_d: 2\n<<x: 3\n-a: 4\n--b: 5\na:b: 6\na#b: 7\n~: 8\n"},
    {"KeyWithSpaces", "a b  c: 1\n"},
    {"DashesInAList", "a:\n- -1\n- --x\n- a- -b\n"},
};
INSTANTIATE_TEST_SUITE_P(All, PlainText, testing::ValuesIn(usual_texts), name_of);

class UnusualText : public testing::TestWithParam<Named> {};

TEST_P(UnusualText, IsLeftToLibyaml) {
  EXPECT_EQ(read_plain_text(std::make_shared<const Source>(GetParam().text), {}), nullptr);
}

constexpr Named unusual_texts[] = {
    {"Empty", ""},
    {"OnlyComments", "# a\n\n# b\n"},
    {"Scalar", "a\n"},
    {"RootList", "- a\n"},
    {"Anchor", "a: &x 1\n"},
    {"Alias", "a: 1\nb: *x\n"},
    {"Tag", "a: !!str 1\n"},
    {"Literal", "a: |\n  b\n"},
    {"Folded", "a: >\n  b\n"},
    {"ScalarOfTwoLines", "a: b\n  c\n"},
    {"ScalarBelowItsKey", "a:\n  b\n"},
    {"QuotedOfTwoLines", "a: 'b\n  c'\n"},
    {"Escape", "a: \"b\\n\"\n"},
    {"DoubledQuote", "a: 'b''c'\n"},
    {"TextBehindQuotes", "a: 'b' c\n"},
    {"CommentAtQuotes", "a: 'b'#c\n"},
    {"Tab", "a:\tb\n"},
    {"Return", "a: 1\r\nb: 2\r\n"},
    {"NoAscii", "a: \xC3\xA4\n"},
    {"ControlCharacter", "a: \x01\n"},
    {"DocumentStart", "---\na: 1\n"},
    {"SecondDocument", "a: 1\n---\nb: 2\n"},
    {"DocumentEnd", "a: 1\n...\n"},
    {"Directive", "%YAML 1.1\n---\na: 1\n"},
    {"ComplexKey", "? a\n: b\n"},
    {"ColonWithoutKey", ": a\n"},
    {"ValueInAValue", "a: b: c\n"},
    {"SpaceBeforeTheColon", "a : b\n"},
    {"ItemInAValue", "a: - b\n"},
    {"ListInAList", "a:\n- - b\n"},
    {"BareItem", "a:\n-\n  b: 1\n"},
    {"Deeper", "a: 1\n  b: 2\n"},
    {"BetweenLevels", "a:\n    b: 1\n  c: 2\n"},
    {"LeftOfTheRoot", "  a: 1\nb: 2\n"},
    {"KeyAmongItems", "a:\n  - b\n  c: 1\n"},
    {"ItemAmongKeys", "a: 1\n- b\n"},
    {"FlowOfTwoLines", "a: [b,\n  c]\n"},
    {"CommaAtTheEnd", "a: [b, ]\n"},
    {"TwoCommas", "a: [b,, c]\n"},
    {"PairInAFlowList", "a: [b: c]\n"},
    {"FlowKeyWithoutValue", "a: {b}\n"},
    {"FlowValueMissing", "a: {b: , c: 1}\n"},
    {"JsonColon", "a: {\"b\":1}\n"},
    {"QuestionMarkInFlow", "a: [b?c]\n"},
    {"DashInFlow", "a: [- b]\n"},
    {"OtherBracket", "a: [b}\n"},
    {"FlowAsKey", "[a]: b\n"},
    {"TextBehindFlow", "a: [b] c\n"},
    {"PercentSign", "a: %b\n"},
    {"AtSign", "a: @b\n"},
};
INSTANTIATE_TEST_SUITE_P(All, UnusualText, testing::ValuesIn(unusual_texts), name_of);

TEST(PlainReader, LeavesAKeyThatMayBeTooLongToLibyaml) {
  const std::string text = std::string(1025, 'k') + ": 1\n";
  EXPECT_FALSE(read_twice(text).is_usual);
}

TEST(PlainReader, LeavesDeepNestingToLibyaml) {
  std::string text;
  for (int i = 0; i < 65; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "k:\n";
  EXPECT_FALSE(read_twice(text).is_usual);
  EXPECT_FALSE(read_twice("a: " + std::string(66, '[') + std::string(66, ']')).is_usual);
}

TEST(PlainReader, LeavesWhatNeedsALimitToLibyaml) {
  const auto source = std::make_shared<const Source>("a: 1\nb: {c: 2}\n");
  EXPECT_NE(read_plain_text(source, {.max_nodes = 7}), nullptr);
  EXPECT_EQ(read_plain_text(source, {.max_nodes = 6}), nullptr);
  EXPECT_NE(read_plain_text(source, {.max_depth = 2}), nullptr);
}

// Generates input near the boundary of what is usual, where mistakes are likely: pieces of YAML in
// any order, at any indentation.
class Scribbler {
 public:
  explicit Scribbler(unsigned seed) : random_(seed) {}

  std::string write() {
    std::string text;
    const int lines = 1 + pick(8);
    for (int i = 0; i < lines; ++i) {
      text += std::string(static_cast<std::size_t>(2 * pick(4) + (pick(8) == 0 ? 1 : 0)), ' ');
      const int pieces = pick(4) == 0 ? 3 + pick(6) : pick(3);
      if (pick(3) > 0) text += usual_lines[static_cast<std::size_t>(pick(std::size(usual_lines)))];
      for (int j = 0; j < pieces; ++j)
        text += any_pieces[static_cast<std::size_t>(pick(std::size(any_pieces)))];
      text += '\n';
    }
    return text;
  }

 private:
  static constexpr std::array<std::string_view, 20> usual_lines = {
      "a:",         "b: 1",      "c: x y",          "- d",      "- e: 2", "- f:",
      "'g': \"h\"", "i: [j, k]", "l: {m: 1, n: o}", "# p",      "",       "q: ",
      "- [r]",      "- 's'",     "t: -1",           "u: v # w", "x: []",  "y: {}",
      "-",          "z: a:b"};
  static constexpr std::array<std::string_view, 32> any_pieces = {
      " ",  ": ", ":", "- ", "-", ",",   ", ",  "[",   "]", "{",  "}",
      "#",  " #", "'", "\"", "a", "b c", "1",   "''",  "?", "? ", "&a ",
      "*a", "!",  "|", ">",  "%", "@",   "---", "...", "~", "\\"};

  int pick(std::size_t below) { return static_cast<int>(random_() % below); }
  int pick(int below) { return pick(static_cast<std::size_t>(below)); }

  std::mt19937 random_;
};

TEST(PlainReader, AgreesWithLibyamlOnWhateverItReads) {
  constexpr unsigned texts = 60'000;
  unsigned usual = 0;
  for (unsigned seed = 0; seed < texts; ++seed) {
    const std::string text = Scribbler(seed).write();
    const Twins twins = read_twice(text);
    usual += twins.is_usual ? 1 : 0;
    ASSERT_EQ(twins.difference, "") << "seed " << seed << ":\n" << text;
  }
  EXPECT_GT(usual, texts / 50) << "most texts are not usual: nothing was compared";
}

}  // namespace
}  // namespace tempo_admission::yaml
