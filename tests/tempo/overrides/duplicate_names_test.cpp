#include "tempo/overrides/duplicate_names.hpp"

#include <gtest/gtest.h>

#include "tempo/overrides/entry_cursor.hpp"

namespace tempo_admission::tempo {
namespace {

std::string names_walked(std::string_view text) {
  const auto document = yaml::read_as_go(text);
  EntryCursor entries(document.root().entry(0).value);
  std::string names;
  while (const auto entry = entries.next())
    names += std::string(entry->key.as_string()) + std::to_string(entries.source()) + " ";
  return names;
}

TEST(EntryCursor, WalksAMappingInItsOrder) {
  EXPECT_EQ(names_walked("m: {b: 1, a: 2}"), "b0 a0 ");
}

TEST(EntryCursor, FollowsAQuotedMergeKeyLast) {
  EXPECT_EQ(names_walked("m: {\"<<\": {x: 1}, a: 2}"), "a0 x1 ");
}

TEST(EntryCursor, FollowsAListOfMergesFromItsEnd) {
  EXPECT_EQ(names_walked("m: {\"<<\": [{x: 1}, {y: 1}], a: 2}"), "a0 y1 x2 ");
}

TEST(EntryCursor, KnowsTheKeyWhoseValueGetsLost) {
  const auto document = yaml::read_as_go("m: {.nan: 1, \".nan\": 2}");
  const auto mapping = document.root().entry(0).value;
  EXPECT_TRUE(loses_value(mapping.entry(0).key));
  EXPECT_FALSE(loses_value(mapping.entry(1).key));
}

std::size_t repeats_in(std::string_view text) {
  const auto document = yaml::read_as_go(text);
  return repeated_names(document.root().entry(0).value).size();
}

TEST(RepeatedNames, AreThoseThatGoReadsAlike) {
  EXPECT_EQ(repeats_in("m: {1: a, 1.0: b}"), 1U);
  EXPECT_EQ(repeats_in("m: {1: a, 0x1: b, 2: c}"), 0U);  // one Go value: the later one wins
}

TEST(RepeatedNames, CrossAMerge) {
  EXPECT_EQ(repeats_in("m: {a: 1, \"<<\": {a: 2}}"), 1U);
}

TEST(RepeatedNames, AreNoneAmongDifferentStrings) {
  EXPECT_EQ(repeats_in("m: {a: 1, b: 2}"), 0U);
}

bool has_repeat(std::string_view text) {
  const auto document = yaml::read_as_go(text);
  return static_cast<bool>(repeated_value(document.root().entry(0).value));
}

TEST(RepeatedValue, IsFoundAtAnyDepth) {
  EXPECT_TRUE(has_repeat("m: [{a: {1: x, 1.0: y}}]"));
}

TEST(RepeatedValue, TellsNumbersFromStrings) {
  EXPECT_FALSE(has_repeat("m: {1: x, \"2\": y}"));
}

TEST(RepeatedValue, IsNoneAmongNumbersThatAreNone) {
  EXPECT_FALSE(has_repeat("m: {.nan: x, .NaN: y}"));
}

TEST(RepeatedValue, IsNoneInAScalar) {
  EXPECT_FALSE(has_repeat("m: 1"));
}

}  // namespace
}  // namespace tempo_admission::tempo
