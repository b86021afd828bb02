#include "app/check/node_lookup.hpp"

#include <gtest/gtest.h>

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app::node_lookup_test {
namespace {

TEST(FindValue, TakesTheLastOfDuplicateKeys) {
  const auto document = yaml::read("a: 1\nb: 2\na: 3\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(find_value(document->root(), "a").text(), "3");
}

TEST(FindValue, IsEmptyWithoutTheKey) {
  const auto document = yaml::read("a: 1\n");
  ASSERT_TRUE(document);
  EXPECT_FALSE(find_value(document->root(), "b"));
}

TEST(FindValue, IsEmptyInWhatIsNotAMapping) {
  const auto document = yaml::read("[a, b]\n");
  ASSERT_TRUE(document);
  EXPECT_FALSE(find_value(document->root(), "a"));
  EXPECT_FALSE(find_value(yaml::Node(), "a"));
}

TEST(FindEntry, KnowsWhereTheKeyIs) {
  const auto document = yaml::read("a: 1\nb: 2\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(find_entry(document->root(), "b").key.position(), (Position{2, 1}));
}

}  // namespace
}  // namespace tempo_admission::app::node_lookup_test
