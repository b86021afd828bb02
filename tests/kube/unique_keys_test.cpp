#include "kube/unique_keys.hpp"

#include <gtest/gtest.h>

#include "kube/parsed.hpp"

namespace tempo_admission::kube {
namespace {

std::string object_of(int keys, const std::string& more) {
  std::string text = "{";
  for (int i = 0; i < keys; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  return text + more + "}";
}

TEST(DoubledKey, FindsNothingInWhatIsNoObject) {
  EXPECT_EQ(doubled_key(JsonValue()), std::nullopt);
}

TEST(DoubledKey, Case022FindsATwinInASmallObject) {
  const Parsed parsed(R"({"a":1,"b":2,"a":3})");
  EXPECT_EQ(doubled_key(*parsed), "a");
}

TEST(DoubledKey, Case022FindsATwinWrittenWithEscapes) {
  const Parsed parsed(R"({"a":1,"\u0061":2})");
  EXPECT_EQ(doubled_key(*parsed), "a");
}

TEST(DoubledKey, SeesCaseAsADifference) {
  const Parsed parsed(R"({"a":1,"A":2})");
  EXPECT_EQ(doubled_key(*parsed), std::nullopt);
}

class DoubledKeyBySize : public testing::TestWithParam<int> {};

TEST_P(DoubledKeyBySize, Case022FindsATwinOfTheFirst) {
  const Parsed parsed(object_of(GetParam(), R"("k0":1)"));
  EXPECT_EQ(doubled_key(*parsed), "k0");
}

TEST_P(DoubledKeyBySize, FindsNothingAmongDifferentKeys) {
  const Parsed parsed(object_of(GetParam(), R"("other":1)"));
  EXPECT_EQ(doubled_key(*parsed), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(AroundTheSmallSize, DoubledKeyBySize,
                         testing::Values(1, 15, 16, 17, 5000));

}  // namespace
}  // namespace tempo_admission::kube
