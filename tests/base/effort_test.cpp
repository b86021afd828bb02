#include "tempo_admission/base/effort.hpp"

#include <gtest/gtest.h>

namespace tempo_admission {
namespace {

TEST(Effort, GivesWhatItHas) {
  Effort effort(10);
  EXPECT_TRUE(effort.spend(4, "reading"));
  EXPECT_TRUE(effort.spend(6, "reading"));
  EXPECT_EQ(effort.left(), 0U);
  EXPECT_FALSE(effort.is_spent());
}

TEST(Effort, RefusesWhatItHasNot) {
  Effort effort(10);
  EXPECT_FALSE(effort.spend(11, "reading"));
  EXPECT_TRUE(effort.is_spent());
}

TEST(Effort, RefusesEverythingOnceSpent) {
  Effort effort(10);
  EXPECT_FALSE(effort.spend(11, "reading"));
  EXPECT_FALSE(effort.spend(1, "judging"));
}

TEST(Effort, RemembersWhatWasBeingDoneWhenItRanOut) {
  Effort effort(10);
  EXPECT_TRUE(effort.spend(5, "reading"));
  EXPECT_FALSE(effort.spend(6, "judging"));
  EXPECT_FALSE(effort.spend(1, "reading"));
  EXPECT_EQ(effort.spent_while(), "judging");
}

TEST(StepsOf, IsNeverNone) {
  EXPECT_EQ(steps_of(0), 1U);
  EXPECT_EQ(steps_of(1000), 11U);
}

}  // namespace
}  // namespace tempo_admission
