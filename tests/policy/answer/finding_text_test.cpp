#include "policy/answer/finding_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::policy::finding_text_test {
namespace {

Finding finding() {
  return {.rule = "r",
          .mode = Mode::enforce,
          .key = "overrides.yaml",
          .what = {.code = "a/b",
                   .severity = Severity::error,
                   .message = "wrong",
                   .path = "team-a.read",
                   .position = {4, 7},
                   .hint = "fix it"}};
}

TEST(Describe, SaysWhereWhatAndHowToFixIt) {
  EXPECT_EQ(describe(finding(), 200), "overrides.yaml:4:7 team-a.read: wrong; fix it [a/b]");
}

TEST(Describe, NamesTheRuleOfAService) {
  auto of_service = finding();
  of_service.key = "";
  EXPECT_EQ(describe(of_service, 200), "r: wrong; fix it [a/b]");
}

TEST(Describe, NamesTheKeyAloneWithoutAPosition) {
  auto of_file = finding();
  of_file.what.position = {};
  of_file.what.path = "";
  EXPECT_EQ(describe(of_file, 200), "overrides.yaml: wrong; fix it [a/b]");
}

TEST(Describe, KeepsTheCodeWhateverElseIsCut) {
  const auto text = describe(finding(), 30);
  EXPECT_LE(text.size(), 30U);
  EXPECT_TRUE(text.ends_with(" [a/b]")) << text;
}

TEST(Describe, RefersToCheckForAHintOfSeveralLines) {
  auto block = finding();
  block.what.hint = "write:\na: 1\n";
  EXPECT_TRUE(
      describe(block, 200).ends_with("wrong; write (printed by tempo-admission check) [a/b]"));
}

TEST(DescribeWithoutPath, LeavesThePathOut) {
  EXPECT_EQ(describe_without_path(finding(), 200), "overrides.yaml:4:7: wrong; fix it [a/b]");
}

TEST(OneLine, TurnsLineEndsIntoSpaces) {
  EXPECT_EQ(one_line("a\nb", 10), "a b");
}

TEST(Shortened, KeepsATextOfThatLength) {
  EXPECT_EQ(shortened("\u00e4bcde", 5), "\u00e4bcde");
}

TEST(Shortened, EndsInDotsWithinTheLimit) {
  EXPECT_EQ(shortened("\u00e4bcdef", 5), "\u00e4b...");
}

}  // namespace
}  // namespace tempo_admission::policy::finding_text_test
