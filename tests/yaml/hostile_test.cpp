// Files designed to cost time or memory: each ends early, with its own code.
#include <gtest/gtest.h>

#include <string>

#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::yaml {
namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

struct HostileCase {
  std::string_view name;
  std::string (*text)();  // megabytes: built by its own test, not by every process of this room
  GoOutcome outcome;
  std::string_view code;
};

class Hostile : public testing::TestWithParam<HostileCase> {};

TEST_P(Hostile, EndsWithItsCode) {
  const GoDocument generic = read_as_go(GetParam().text());
  EXPECT_EQ(generic.outcome(), GetParam().outcome) << GetParam().name;
  ASSERT_FALSE(generic.diagnostics().empty()) << GetParam().name;
  EXPECT_EQ(generic.diagnostics().front().code, GetParam().code) << GetParam().name;
}

std::string laughs() {
  std::string text = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    text += "k" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below +
            repeated(", " + below, 9) + "]\n";
  }
  return text;
}

std::string merge_tower() {
  std::string text = "k0: &a0 {x: {y: z}}\n";
  for (int i = 1; i < 40; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    text += "k" + std::to_string(i) + ": &a" + std::to_string(i) + " {<<: [" + below +
            repeated(", " + below, 9) + "]}\n";
  }
  return text;
}

std::string directives(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "%TAG !a" + std::to_string(i) + "! b\n";
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Hostile,
    testing::Values(
        HostileCase{"a billion laughs", laughs, GoOutcome::refused, "yaml/alias-expansion"},
        HostileCase{"a tower of merges", merge_tower, GoOutcome::refused, "yaml/alias-expansion"},
        HostileCase{"deep flow", [] { return repeated("[", 100'000); }, GoOutcome::refused,
                    "yaml/too-deep"},
        HostileCase{"deep flow on many lines", [] { return repeated("[\n", 100'000); },
                    GoOutcome::refused, "yaml/too-deep"},
        HostileCase{"deep block", [] { return repeated("- ", 100'000); }, GoOutcome::refused,
                    "yaml/too-deep"},
        HostileCase{"deep mappings", [] { return "a: " + repeated("{a: ", 100'000); },
                    GoOutcome::refused, "yaml/too-deep"},
        HostileCase{"much in the deep",
                    [] { return repeated("[", 9'990) + repeated("a,", 100'000); },
                    GoOutcome::limited, "yaml/too-costly"},
        HostileCase{"a long gap, then many words",
                    [] { return "a: x" + std::string(500'000, ' ') + repeated("y ", 250'000); },
                    GoOutcome::limited, "yaml/too-costly"},
        HostileCase{"many directives", [] { return directives(30'000) + "---\na: 1\n"; },
                    GoOutcome::limited, "yaml/too-costly"},
        HostileCase{"too large", [] { return std::string((8U << 20U) + 1, 'a'); },
                    GoOutcome::limited, "yaml/too-large"},
        HostileCase{"not UTF-8", [] { return "a: " + repeated("\xFF", 100'000); },
                    GoOutcome::refused, "yaml/encoding"}));

TEST(HostileButGood, AMillionItemsAreRead) {
  const std::string text = "a: [" + repeated("1,", 1'000'000) + "]";
  const GoDocument generic = read_as_go(text);
  ASSERT_EQ(generic.outcome(), GoOutcome::accepted);
  EXPECT_EQ(generic.root().entry(0).value.size(), 1'000'000U);
}

TEST(HostileButGood, AHundredThousandKeysAreRead) {
  std::string text = "a:\n";
  for (int i = 0; i < 100'000; ++i) text += "  key" + std::to_string(i) + ": 1\n";
  const GoDocument generic = read_as_go(text);
  ASSERT_EQ(generic.outcome(), GoOutcome::accepted);
  EXPECT_EQ(generic.root().entry(0).value.size(), 100'000U);
}

TEST(HostileButGood, AnyHundredThousandKeysThatCollideAreFound) {
  const std::string text = "a:\n" + repeated("  k: 1\n", 100'000);
  EXPECT_EQ(read_as_go(text).diagnostics().size(), 99'999U);
}

TEST(HostileButGood, AHugeScalarIsRead) {
  const std::string text = "a: \"" + repeated("x\\n", 1'000'000) + "\"";
  const GoDocument generic = read_as_go(text);
  ASSERT_EQ(generic.outcome(), GoOutcome::accepted);
  EXPECT_EQ(generic.root().entry(0).value.text().size(), 2'000'000U);
}

TEST(HostileButGood, OneLineOfManyNodesHasPositions) {
  const std::string text = "a: [" + repeated("\xC3\xA4,", 100'000) + "*x]";
  const GoDocument generic = read_as_go(text);
  ASSERT_EQ(generic.diagnostics().size(), 1U);
  EXPECT_EQ(generic.diagnostics().front().position, (Position{1, 200'005}));
}

TEST(HostileButGood, ALongChainOfAliasesIsFollowed) {
  std::string text = "k0: &a0 [x]\n";
  for (int i = 1; i < 5'000; ++i) {
    text += "k" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) +
            "]\n";
  }
  // Deep through aliases: go-yaml spends more than 99 of 100 steps inside them and gives up.
  const GoDocument generic = read_as_go(text);
  EXPECT_EQ(generic.outcome(), GoOutcome::refused);
  EXPECT_EQ(generic.diagnostics().front().code, "yaml/alias-expansion");
}

}  // namespace
}  // namespace tempo_admission::yaml
