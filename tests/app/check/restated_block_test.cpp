#include "app/check/restated_block.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "app/check/json_conversion.hpp"
#include "app/check/node_lookup.hpp"

namespace tempo_admission::app {
namespace {

std::optional<RestatedBlock> restated(const std::string& file) {
  const auto document = yaml::read(file);
  return restated_block(find_entry(document->root(), "k"), "name");
}

// The position in the file of the first `wanted` in the rewritten YAML.
Position place_of(const RestatedBlock& block, const std::string& wanted) {
  const auto at = block.text.find(wanted);
  const auto start = block.text.rfind('\n', at) + 1;
  const auto line = std::count(block.text.begin(), block.text.begin() + at, '\n') + 1;
  const auto spot = block.spots.find(
      {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(at - start + 1)});
  return spot == block.spots.end() ? Position{} : spot->second;
}

class SameValue : public testing::TestWithParam<const char*> {};

TEST_P(SameValue, IsReadFromWhatIsWrittenOut) {
  const std::string file = GetParam();
  const auto document = yaml::read(file);
  const auto block = restated(file);
  ASSERT_TRUE(block.has_value());
  const auto again = yaml::read(block->text);
  ASSERT_TRUE(again.has_value()) << block->text;
  EXPECT_EQ(to_json(find_value(again->root(), "name")).value(),
            to_json(find_value(document->root(), "k")).value())
      << block->text;
}

INSTANTIATE_TEST_SUITE_P(
    Writings, SameValue,
    testing::Values("k: {}\n", "k:\n", "k: [a, [b], {c: d}]\n",
                    "x: &x {a: 1}\nk: {b: *x, <<: *x}\n",
                    "x: &x\n  a: 010\n  b: 1.5\nk: {<<: *x}\n", "k: {a: '5', b: \"x\\ty\", c: 5}\n",
                    "k:\n  a: x, y\n  b: a[0]\n  c: 10:30:00\n  d: what?\n  e: {a: }\n",
                    "k:\n  a: |\n    two\n    lines\n  b: >\n    folded\n    text\n",
                    "k:\n  a: several\n    lines\n  \"b: c\": ~\n  0x10: true\n",
                    "k: {a: !!str 5, b: !!int '5', ! c: d}\n", "k: {'ä': 'ö', 😀: x}\n"));

TEST(RestatedBlock, KnowsWhereKeysAndValuesStood) {
  const auto block = restated("base: &b\n  one: 1\nk:\n  'two': *b\n  three: [x]\n");
  ASSERT_TRUE(block.has_value());
  EXPECT_EQ(place_of(*block, "name"), (Position{3, 1}));
  EXPECT_EQ(place_of(*block, "\"two\""), (Position{4, 3}));
  EXPECT_EQ(place_of(*block, "one"), (Position{2, 3}));
  EXPECT_EQ(place_of(*block, "1"), (Position{2, 8}));
  EXPECT_EQ(place_of(*block, "["), (Position{5, 10}));
}

TEST(RestatedBlock, NeedsScalarsForKeys) {
  EXPECT_FALSE(restated("k: {[a]: b}\n").has_value());
}

}  // namespace
}  // namespace tempo_admission::app
