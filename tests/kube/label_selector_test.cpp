#include "tempo_admission/kube/label_selector.hpp"

#include <gtest/gtest.h>

#include <string>

#include "kube/parsed.hpp"

namespace tempo_admission::kube {
namespace {

using enum SelectorOperator;

struct MatchCase {
  SelectorRequirement requirement;
  std::string labels;
  bool matches;
};

class OneRequirement : public testing::TestWithParam<MatchCase> {};

TEST_P(OneRequirement, MatchesAsTheTableSays) {
  const Parsed labels(GetParam().labels);
  EXPECT_EQ(matches({{GetParam().requirement}}, StringMap(*labels)), GetParam().matches)
      << GetParam().labels;
}

INSTANTIATE_TEST_SUITE_P(
    Case089Operators, OneRequirement,
    testing::Values(MatchCase{{"k", in, {"a", "b"}}, R"({"k":"b"})", true},
                    MatchCase{{"k", in, {"a"}}, R"({"k":"ab"})", false},
                    MatchCase{{"k", in, {"ab"}}, R"({"k":"a"})", false},
                    MatchCase{{"k", in, {"a"}}, R"({"k":"A"})", false},
                    MatchCase{{"k", in, {"a"}}, R"({"K":"a"})", false},
                    MatchCase{{"k", in, {"a"}}, R"({})", false},
                    MatchCase{{"k", in, {""}}, R"({"k":""})", true},
                    MatchCase{{"k", not_in, {"a"}}, R"({"k":"b"})", true},
                    MatchCase{{"k", not_in, {"a", "b"}}, R"({"k":"b"})", false},
                    MatchCase{{"k", not_in, {"a"}}, R"({})", true},
                    MatchCase{{"k", not_in, {"a"}}, "null", true},
                    MatchCase{{"k", exists, {}}, R"({"k":""})", true},
                    MatchCase{{"k", exists, {}}, R"({"kk":"x"})", false},
                    MatchCase{{"k", does_not_exist, {}}, R"({"kk":"x"})", true},
                    MatchCase{{"k", does_not_exist, {}}, R"({"k":"x"})", false}));

TEST(LabelSelector, MatchesEverythingWhenEmpty) {
  EXPECT_TRUE(matches({}, StringMap()));
}

TEST(LabelSelector, NeedsEveryRequirement) {
  const Parsed labels(R"({"a":"1"})");
  EXPECT_FALSE(matches({{{"a", exists, {}}, {"b", exists, {}}}}, StringMap(*labels)));
}

TEST(LabelSelector, Case098TreatsAValueThatIsNoStringAsAbsent) {
  const Parsed labels(R"({"a":1})");
  EXPECT_FALSE(matches({{{"a", exists, {}}}}, StringMap(*labels)));
}

struct PairCase {
  LabelSelector a;
  LabelSelector b;
  bool can;
};

class CanBothMatch : public testing::TestWithParam<PairCase> {};

TEST_P(CanBothMatch, SaysSoEitherWayRound) {
  const auto& [a, b, can] = GetParam();
  EXPECT_EQ(can_both_match(a, b), can);
  EXPECT_EQ(can_both_match(b, a), can);
}

LabelSelector one(SelectorRequirement requirement) {
  return {{std::move(requirement)}};
}

INSTANTIATE_TEST_SUITE_P(
    Table, CanBothMatch,
    testing::Values(PairCase{{}, {}, true}, PairCase{one({"k", in, {"a"}}), {}, true},
                    PairCase{one({"k", in, {"a"}}), one({"k", in, {"b"}}), false},
                    PairCase{one({"k", in, {"a", "b"}}), one({"k", in, {"b", "c"}}), true},
                    PairCase{one({"k", in, {"a"}}), one({"l", in, {"b"}}), true},
                    PairCase{one({"k", in, {"a"}}), one({"k", not_in, {"a"}}), false},
                    PairCase{one({"k", in, {"a"}}), one({"k", not_in, {"b"}}), true},
                    PairCase{one({"k", in, {"a"}}), one({"k", does_not_exist, {}}), false},
                    PairCase{one({"k", exists, {}}), one({"k", does_not_exist, {}}), false},
                    PairCase{one({"k", exists, {}}), one({"k", not_in, {"a"}}), true},
                    PairCase{one({"k", not_in, {"a"}}), one({"k", does_not_exist, {}}), true},
                    PairCase{LabelSelector{{{"k", in, {"a", "b"}}, {"k", not_in, {"a"}}}},
                             one({"k", not_in, {"b"}}), false}));

TEST(ParseSelectorOperator, KnowsAllFour) {
  EXPECT_EQ(parse_selector_operator("In").value(), in);
  EXPECT_EQ(parse_selector_operator("NotIn").value(), not_in);
  EXPECT_EQ(parse_selector_operator("Exists").value(), exists);
  EXPECT_EQ(parse_selector_operator("DoesNotExist").value(), does_not_exist);
}

TEST(ParseSelectorOperator, RefusesThoseOfNodeSelectors) {
  EXPECT_FALSE(parse_selector_operator("Gt"));
}

TEST(ParseSelectorOperator, MindsTheCase) {
  EXPECT_FALSE(parse_selector_operator("in"));
}

struct NameCase {
  std::string name;
  bool good;
};

class LabelKey : public testing::TestWithParam<NameCase> {};

TEST_P(LabelKey, IsJudgedAsKubernetesDoes) {
  EXPECT_EQ(check_label_key(GetParam().name).has_value(), GetParam().good) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(
    Table, LabelKey,
    testing::Values(NameCase{"app", true}, NameCase{"app.kubernetes.io/name", true},
                    NameCase{"A_b.c-9", true}, NameCase{std::string(63, 'a'), true},
                    NameCase{std::string(64, 'a'), false}, NameCase{"", false},
                    NameCase{"/name", false}, NameCase{"a/", false}, NameCase{"a/b/c", false},
                    NameCase{"-a", false}, NameCase{"a-", false}, NameCase{"a b", false},
                    NameCase{"Example.com/a", false}, NameCase{"a..b/c", false},
                    NameCase{"-a.b/c", false}, NameCase{std::string(253, 'a') + "/b", true},
                    NameCase{std::string(254, 'a') + "/b", false}, NameCase{"a\n", false}));

class LabelValue : public testing::TestWithParam<NameCase> {};

TEST_P(LabelValue, IsJudgedAsKubernetesDoes) {
  EXPECT_EQ(check_label_value(GetParam().name).has_value(), GetParam().good) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(Table, LabelValue,
                         testing::Values(NameCase{"", true}, NameCase{"tempo", true},
                                         NameCase{"1.2_3-a", true}, NameCase{"a/b", false},
                                         NameCase{std::string(64, 'a'), false},
                                         NameCase{".a", false}));

}  // namespace
}  // namespace tempo_admission::kube
