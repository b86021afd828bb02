// Effort shared by several files: whatever a file contains, reading stops when the effort is spent.
#include "tempo_admission/base/effort.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::yaml::effort_test {
namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

GoOutcome outcome_of(const std::string& text, Effort& effort) {
  return read_as_go(text, {.effort = &effort}).outcome();
}

std::uint64_t steps_for(const std::string& text) {
  constexpr std::uint64_t plenty = 1'000'000'000;
  Effort effort(plenty);
  EXPECT_EQ(outcome_of(text, effort), GoOutcome::accepted);
  return plenty - effort.left();
}

struct Shape {
  std::string_view name;
  std::string text;
};

class SharedEffort : public testing::TestWithParam<Shape> {};

TEST_P(SharedEffort, OfWhatAShapeNeedsLetsItBeRead) {
  Effort effort(steps_for(GetParam().text));
  EXPECT_EQ(outcome_of(GetParam().text, effort), GoOutcome::accepted);
}

TEST_P(SharedEffort, OfHalfOfThatStopsTheReading) {
  Effort effort(steps_for(GetParam().text) / 2);
  const auto generic = read_as_go(GetParam().text, {.effort = &effort});
  EXPECT_EQ(generic.outcome(), GoOutcome::limited);
  ASSERT_FALSE(generic.diagnostics().empty());
  EXPECT_EQ(generic.diagnostics().back().code, "yaml/too-costly");
  EXPECT_TRUE(effort.is_spent());
}

TEST_P(SharedEffort, IsNotGivenTwice) {
  Effort effort(steps_for(GetParam().text) * 3 / 2);
  EXPECT_EQ(outcome_of(GetParam().text, effort), GoOutcome::accepted);
  EXPECT_EQ(outcome_of(GetParam().text, effort), GoOutcome::limited);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, SharedEffort,
    testing::Values(
        Shape{"flow lists in one another", "a: " + repeated("[", 2000) + repeated("]", 2000)},
        Shape{"flow maps in one another", "a: " + repeated("{a: ", 900) + "1" + repeated("}", 900)},
        Shape{"repairs", "a: [" + repeated("a:,", 60) + "]"},
        Shape{"escaped apostrophes", "a: [" + repeated("\"\\'\",", 60) + "]"},
        Shape{"a long gap, then many words",
              "a: 'x" + std::string(5'000, ' ') + repeated("y ", 2'500) + "'"},
        Shape{"directives", "%TAG !a! b\n---\na: [" + repeated("!a!x y,", 500) + "]\n"},
        Shape{"a long scalar", "a: 'x" + std::string(100'000, 'y') + "\n z'"},
        Shape{"aliases", "b: &b [1]\na: [" + repeated("*b,", 1'000) + "]"},
        Shape{"merges", "b: &b {c: 1}\na: [" + repeated("{<<: *b},", 1'000) + "]"}),
    [](const auto& instance) { return "Number" + std::to_string(instance.index); });

TEST(EffortOfNests, GrowsWithTheSquareOfTheDepthAsLibyamlsWorkDoes) {
  const auto nest = [](std::size_t depth) {
    return steps_for("a: " + repeated("[", depth) + repeated("]", depth));
  };
  EXPECT_GT(nest(4'000), 10 * nest(1'000));
}

TEST(EffortOfNests, SaysWhatWasBeingDoneAndWhere) {
  Effort effort(100'000);
  const auto generic =
      read_as_go("a: " + repeated("[\n", 5'000) + repeated("]", 5'000), {.effort = &effort});
  ASSERT_EQ(generic.diagnostics().size(), 1U);
  const auto& fault = generic.diagnostics().front();
  EXPECT_EQ(fault.message, "too much work for one review: stopped while reading the YAML");
  EXPECT_GT(fault.position.line, 500U);
  EXPECT_FALSE(fault.tempo_rejects);
  EXPECT_NE(fault.hint, "");
}

TEST(EffortOfRepairs, IsThatOfReadingTheTextAgain) {
  const auto repairs = [](std::size_t count) {
    return steps_for("a: [" + repeated("a,", 1'000) + repeated("a:,", count) + "]");
  };
  EXPECT_GT(repairs(20), 5 * repairs(2));
}

}  // namespace
}  // namespace tempo_admission::yaml::effort_test
