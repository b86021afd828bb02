#include "yaml/go/alias_budget.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::yaml {
namespace {

TEST(AliasBudget, AllowsAHundredStepsThroughAliasesInAnyFile) {
  AliasBudget budget;
  EXPECT_TRUE(budget.spend(100, true));
}

TEST(AliasBudget, AllowsAnythingInAFileOfAThousandSteps) {
  AliasBudget budget;
  EXPECT_TRUE(budget.spend(1000, true));
  EXPECT_FALSE(budget.spend(1, true));
}

TEST(AliasBudget, Allows99PercentOfASmallFile) {
  AliasBudget budget;
  ASSERT_TRUE(budget.spend(1000, false));
  EXPECT_TRUE(budget.spend(99'000, true));
  EXPECT_FALSE(budget.spend(100, true));
}

TEST(AliasBudget, Allows10PercentOfALargeFile) {
  AliasBudget budget;
  ASSERT_TRUE(budget.spend(3'600'000, false));
  EXPECT_TRUE(budget.spend(400'000, true));
  EXPECT_FALSE(budget.spend(1'000, true));
}

TEST(AliasBudget, CountsEveryStep) {
  AliasBudget budget;
  (void)budget.spend(2, false);
  (void)budget.spend(3, true);
  EXPECT_EQ(budget.steps(), 5U);
}

}  // namespace
}  // namespace tempo_admission::yaml
