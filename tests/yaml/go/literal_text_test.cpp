#include "yaml/go/literal_text.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::yaml {
namespace {

struct TroubleCase {
  std::string_view text;
  LiteralTrouble trouble;
};

class LiteralText : public testing::TestWithParam<TroubleCase> {};

TEST_P(LiteralText, IsJudgedByHowV3WritesIt) {
  EXPECT_EQ(literal_trouble(GetParam().text), GetParam().trouble);
}

INSTANTIATE_TEST_SUITE_P(Texts, LiteralText,
                         testing::Values(TroubleCase{"", LiteralTrouble::none},
                                         TroubleCase{"a\nb", LiteralTrouble::none},
                                         TroubleCase{"\ta", LiteralTrouble::none},
                                         TroubleCase{"\ta\n", LiteralTrouble::always},
                                         TroubleCase{"a\n\tb", LiteralTrouble::none},
                                         TroubleCase{" a\n", LiteralTrouble::by_position},
                                         TroubleCase{"\n a", LiteralTrouble::by_position},
                                         TroubleCase{"  a\n  b", LiteralTrouble::none},
                                         TroubleCase{"  a\n b", LiteralTrouble::by_position},
                                         TroubleCase{"\n\n", LiteralTrouble::none},
                                         TroubleCase{" a\n ", LiteralTrouble::none},
                                         TroubleCase{" a \nb", LiteralTrouble::none},
                                         TroubleCase{" a\n\x07", LiteralTrouble::none},
                                         TroubleCase{" \xF0\x9F\x98\x80\n", LiteralTrouble::none},
                                         TroubleCase{"\xE2\x80\xA8"
                                                     "a\n",
                                                     LiteralTrouble::by_position}));

struct IndentCase {
  std::string_view yaml;
  bool is_readable;
};

class IndentedLiteral : public testing::TestWithParam<IndentCase> {};

TEST_P(IndentedLiteral, IsReadBackInSomeColumnsOnly) {
  const GoDocument generic = read_as_go(GetParam().yaml);
  EXPECT_EQ(generic.outcome() == GoOutcome::accepted, GetParam().is_readable) << GetParam().yaml;
}

INSTANTIATE_TEST_SUITE_P(Places, IndentedLiteral,
                         testing::Values(IndentCase{"a: \" x\\n\"", true},
                                         IndentCase{"\" x\\n\": a", true},
                                         IndentCase{"a: {b: {c: \" x\\n\"}}", true},
                                         IndentCase{"a: [\" x\\n\"]", false},
                                         IndentCase{"a: [{b: \" x\\n\"}]", false},
                                         IndentCase{"a: [[{b: \" x\\n\"}]]", true},
                                         IndentCase{"a: [{b: {c: \" x\\n\"}}]", true}));

}  // namespace
}  // namespace tempo_admission::yaml
