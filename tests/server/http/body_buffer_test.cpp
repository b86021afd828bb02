#include "server/http/body_buffer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::server {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

TEST(BodyBuffer, KeepsItsBytesWhileItGrows) {
  BodyBudget budget(8 * mebibyte);
  BodyBuffer body(budget);
  std::string expected;
  for (int i = 0; i < 3000; ++i) {
    const std::string piece(700, static_cast<char>('a' + i % 26));
    ASSERT_TRUE(body.append(piece));
    expected += piece;
  }
  EXPECT_EQ(body.bytes(), expected);
}

TEST(BodyBuffer, HasReadableSlackBehindItsBytes) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{5000}, 2 * mebibyte}) {
    BodyBudget budget(8 * mebibyte);
    BodyBuffer body(budget);
    ASSERT_TRUE(body.append(std::string(size, 'x'), size));
    char sum = 0;
    for (std::size_t i = 0; i < body_slack_bytes; ++i)
      sum = static_cast<char>(sum | *(body.bytes().data() + size + i));
    EXPECT_EQ(body.size(), size) << int{sum};
  }
}

TEST(BodyBuffer, ChargesForBytesThatCameAndNotForAnAnnouncedLength) {
  BodyBudget budget(32 * mebibyte);
  BodyBuffer body(budget);
  ASSERT_TRUE(body.append("x", 16 * mebibyte));
  EXPECT_LE(budget.used_bytes(), mebibyte);
}

TEST(BodyBuffer, ChargesABodyOfKnownLengthExactly) {
  BodyBudget budget(mebibyte);
  BodyBuffer body(budget);
  ASSERT_TRUE(body.append(std::string(body_free_bytes + 1, 'x'), body_free_bytes + 1));
  EXPECT_EQ(budget.used_bytes(), body_free_bytes + 1);
}

TEST(BodyBuffer, TakesASmallBodyWhereTheBudgetIsSpent) {
  BodyBudget budget(0);
  BodyBuffer body(budget);
  EXPECT_TRUE(body.append(std::string(body_free_bytes, 'x'), body_free_bytes));
  EXPECT_FALSE(body.append("x"));
}

TEST(BodyBuffer, StopsAtTheBudgetAndGivesItBack) {
  BodyBudget budget(mebibyte);
  {
    BodyBuffer body(budget);
    EXPECT_TRUE(body.append(std::string(mebibyte, 'x'), mebibyte));
    EXPECT_EQ(budget.used_bytes(), mebibyte);
    EXPECT_FALSE(body.append("x"));
  }
  EXPECT_EQ(budget.used_bytes(), 0u);
}

TEST(BodyBuffer, OneBodyCannotTakeWhatAnotherHolds) {
  BodyBudget budget(mebibyte);
  BodyBuffer first(budget);
  BodyBuffer second(budget);
  const std::string most(mebibyte - body_free_bytes, 'x');
  const std::string rest(body_free_bytes + 1, 'x');
  ASSERT_TRUE(first.append(most, most.size()));
  EXPECT_FALSE(second.append(rest, rest.size()));
  first.release();
  EXPECT_TRUE(second.append(rest, rest.size()));
}

}  // namespace
}  // namespace tempo_admission::server
