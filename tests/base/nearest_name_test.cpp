#include "tempo_admission/base/nearest_name.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace tempo_admission {
namespace {

constexpr std::array<std::string_view, 4> names = {"rate_limit_bytes", "burst_size_bytes", "read",
                                                   "global"};

TEST(NearestName, FindsTheNameBehindADroppedLetter) {
  EXPECT_EQ(nearest_name("rate_limit_byte", names), "rate_limit_bytes");
}

TEST(NearestName, FindsTheNameBehindSwappedNeighbours) {
  EXPECT_EQ(nearest_name("raed", names), "read");
}

TEST(NearestName, CountsCaseLittle) {
  EXPECT_EQ(nearest_name("GLOBAL", names), "global");
}

TEST(NearestName, GivesNothingWhereNothingIsNear) {
  EXPECT_EQ(nearest_name("forwarders", names), std::nullopt);
}

TEST(NearestName, GivesNothingForAnEmptyName) {
  EXPECT_EQ(nearest_name("", names), std::nullopt);
}

TEST(NearestName, GivesNothingForANameBeyondTheBound) {
  EXPECT_EQ(nearest_name(std::string(129, 'a'), names), std::nullopt);
}

TEST(NearestName, GivesTheFirstOfTwoThatAreEquallyNear) {
  constexpr std::array<std::string_view, 2> twins = {"aaab", "aaac"};
  EXPECT_EQ(nearest_name("aaad", twins), "aaab");
}

// The search's early exits must not change the result.
TEST(NearestName, FindsTheSameWhateverElseIsNear) {
  constexpr std::array<std::string_view, 6> many = {
      "max_search_duration", "max_metrics_duration", "read", "raed_more", "reda",
      "max_serch_durations"};
  EXPECT_EQ(nearest_name("max_serch_duration", many), "max_search_duration");
  EXPECT_EQ(nearest_name("red", many), "read");
  EXPECT_EQ(nearest_name("read", many), "read");
}

}  // namespace
}  // namespace tempo_admission
