#include "tempo/overrides/any_version.hpp"

#include <gmock/gmock.h>

namespace tempo_admission::tempo::any_version_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Diagnostic refusal(std::string code, std::size_t line) {
  Diagnostic what;
  what.code = std::move(code);
  what.message = "wrong";
  what.position.line = static_cast<std::uint32_t>(line);
  what.tempo_rejects = true;
  return what;
}

Diagnostic regret(std::size_t line) {
  auto what = refusal("overrides/no-rate-limit", line);
  what.severity = Severity::warning;
  what.tempo_rejects = false;
  return what;
}

OverridesJudgement judgement(Diagnostics diagnostics) {
  OverridesJudgement result;
  bool rejects = false;
  for (auto& what : diagnostics) {
    rejects = rejects || what.tempo_rejects;
    result.diagnostics.push_back(std::move(what));
    result.diagnostic_tenants.push_back(UnlistedFinding::no_tenant);
  }
  result.tempo_accepts = !rejects;
  result.tempo_runs = !rejects;
  return result;
}

OverridesJudgement combined(OverridesJudgement newest, OverridesJudgement older) {
  AnyVersion any(Version::v3_0, std::move(newest));
  any.add(Version::v2_10, std::move(older));
  return any.take();
}

std::vector<std::string> messages(const OverridesJudgement& result) {
  std::vector<std::string> all;
  for (const auto& what : result.diagnostics) all.push_back(what.message);
  return all;
}

TEST(AnyVersion, KeepsAnErrorThatStopsEveryVersion) {
  const auto result = combined(judgement({refusal("a", 1)}), judgement({refusal("a", 1)}));
  EXPECT_EQ(result.tempo_accepts, false);
  ASSERT_EQ(result.diagnostics.size(), 1U);
  EXPECT_EQ(result.diagnostics[0].severity, Severity::error);
  EXPECT_EQ(result.diagnostics[0].message, "wrong");
}

TEST(AnyVersion, WarnsOfWhatOneVersionRefusesAndNamesIt) {
  const auto result = combined(judgement({refusal("a", 1)}), judgement({}));
  EXPECT_EQ(result.tempo_accepts, std::nullopt);
  EXPECT_EQ(result.tempo_runs, std::nullopt);
  EXPECT_THAT(messages(result), ElementsAre("Tempo 3.0 refuses this: wrong"));
  EXPECT_EQ(result.diagnostics[0].severity, Severity::warning);
  EXPECT_FALSE(result.diagnostics[0].stops_tempo());
}

TEST(AnyVersion, ReportsOnceWhatStopsEveryVersionForDifferentReasons) {
  const auto result = combined(judgement({refusal("a", 1)}), judgement({refusal("b", 1)}));
  ASSERT_EQ(result.diagnostics.size(), 1U);
  EXPECT_EQ(result.diagnostics[0].code, "a");
  EXPECT_EQ(result.diagnostics[0].severity, Severity::error);
}

TEST(AnyVersion, LeavesAWarningOfEveryVersionAsItIs) {
  EXPECT_THAT(messages(combined(judgement({regret(1)}), judgement({regret(1)}))),
              ElementsAre("wrong"));
}

TEST(AnyVersion, NamesTheVersionThatAloneWarns) {
  EXPECT_THAT(messages(combined(judgement({}), judgement({regret(1)}))),
              ElementsAre("Tempo 2.10: wrong"));
}

// The version that accepts the text may refuse the result.
TEST(AnyVersion, EditsNothingThatOneVersionAccepts) {
  auto what = refusal("a", 1);
  what.edits = {{.begin = {1, 1}, .end = {1, 2}, .replacement = "b"}};
  EXPECT_THAT(combined(judgement({what}), judgement({})).diagnostics[0].edits, IsEmpty());
  EXPECT_EQ(combined(judgement({what}), judgement({what})).diagnostics[0].edits.size(), 1U);
}

TEST(AnyVersion, KeepsTheOrderOfTheFile) {
  const auto result = combined(judgement({regret(5)}), judgement({regret(2)}));
  ASSERT_EQ(result.diagnostics.size(), 2U);
  EXPECT_LT(result.diagnostics[0].position.line, result.diagnostics[1].position.line);
}

TEST(AnyVersion, FindsNothingWhereNoVersionDoes) {
  const auto result = combined(judgement({}), judgement({}));
  EXPECT_THAT(result.diagnostics, IsEmpty());
  EXPECT_EQ(result.tempo_accepts, true);
}

}  // namespace
}  // namespace tempo_admission::tempo::any_version_test
