#include "app/serve/outcome.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::app {
namespace {

using kube::Phase;
using policy::Mode;

struct RuleCase {
  policy::RuleHit hit;
  Phase phase;
  Outcome outcome;
};

class OfARule : public testing::TestWithParam<RuleCase> {};

TEST_P(OfARule, IsWhatItDidOrWouldHaveDone) {
  EXPECT_EQ(outcome_of(GetParam().hit, GetParam().phase), GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Table, OfARule,
    testing::Values(RuleCase{{0, Mode::enforce, true, false}, Phase::mutate, Outcome::patched},
                    RuleCase{{0, Mode::audit, true, false}, Phase::mutate, Outcome::would_patch},
                    RuleCase{{0, Mode::warn, true, false}, Phase::validate, Outcome::allowed},
                    RuleCase{{0, Mode::enforce, true, true}, Phase::mutate, Outcome::denied},
                    RuleCase{{0, Mode::warn, false, true}, Phase::validate, Outcome::would_deny},
                    RuleCase{{0, Mode::enforce, false, false}, Phase::mutate, Outcome::allowed}));

TEST(OutcomeOfADecision, IsUnselectedWithoutARule) {
  EXPECT_EQ(outcome_of(policy::Decision{}), Outcome::unselected);
}

TEST(OutcomeOfADecision, IsTheGravestThatHappened) {
  policy::Decision decision;
  decision.rules = {{0, Mode::audit, false, true}};
  EXPECT_EQ(outcome_of(decision), Outcome::would_deny);
  decision.patch = {{"/metadata/annotations/a", "b"}};
  EXPECT_EQ(outcome_of(decision), Outcome::patched);
  decision.allowed = false;
  EXPECT_EQ(outcome_of(decision), Outcome::denied);
}

}  // namespace
}  // namespace tempo_admission::app
