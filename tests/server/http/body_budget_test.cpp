#include "server/http/body_budget.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::server::testing {
namespace {

TEST(BodyBudget, IsTakenUpToItsLimit) {
  BodyBudget budget(10);
  EXPECT_TRUE(budget.take(4));
  EXPECT_TRUE(budget.take(6));
  EXPECT_FALSE(budget.take(1));
}

TEST(BodyBudget, KeepsNothingOfWhatItRefused) {
  BodyBudget budget(10);
  EXPECT_FALSE(budget.take(11));
  EXPECT_EQ(budget.used_bytes(), 0U);
  EXPECT_TRUE(budget.take(10));
}

TEST(BodyBudget, CanBeTakenAgainOnceItIsGivenBack) {
  BodyBudget budget(10);
  ASSERT_TRUE(budget.take(10));
  budget.give_back(10);
  EXPECT_TRUE(budget.take(10));
}

}  // namespace
}  // namespace tempo_admission::server::testing
