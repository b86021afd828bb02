#include "tempo/findings/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tempo_admission::tempo {
namespace {

const Path tenant{.name = "t"};

constexpr FindingInfo refusal{
    .code = "overrides/refusal", .effect = Effect::refused, .meaning = "a thing"};
constexpr FindingInfo fatality{
    .code = "overrides/fatality", .effect = Effect::fatal_later, .meaning = "a thing"};
constexpr FindingInfo regret{
    .code = "overrides/regret", .effect = Effect::warning, .meaning = "a thing"};

void add(Report& report, const FindingInfo& code, std::uint32_t line) {
  report.add(code, {line, 1}, tenant, [&] { return Message{"message", "hint"}; });
}

std::size_t errors_in(const Diagnostics& diagnostics) {
  return static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(),
                                                [](const auto& d) { return d.tempo_rejects; }));
}

TEST(Report, TellsInTheOrderOfTheText) {
  Report report(10);
  for (const std::uint32_t line : {3U, 1U, 2U}) add(report, refusal, line);
  const auto told = report.take("").diagnostics;
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told.front().position.line, 1U);
  EXPECT_EQ(told.back().position.line, 3U);
}

TEST(Report, CountsWhatIsOverTheCap) {
  Report report(3);
  for (std::uint32_t line = 1; line <= 10; ++line) add(report, regret, line);
  EXPECT_EQ(report.take("").diagnostics.size(), 3U);
  EXPECT_EQ(report.more(), 7U);
}

TEST(Report, LetsWarningsGiveWayToErrors) {
  Report report(3);
  for (std::uint32_t line = 1; line <= 3; ++line) add(report, regret, line);
  for (std::uint32_t line = 4; line <= 6; ++line) add(report, refusal, line);
  const auto told = report.take("").diagnostics;
  EXPECT_EQ(told.size(), 3U);
  EXPECT_EQ(errors_in(told), 3U);
  EXPECT_EQ(report.more(), 3U);
}

TEST(Report, KeepsErrorsBeyondTheCap) {
  Report report(3);
  for (std::uint32_t line = 1; line <= 50; ++line) add(report, refusal, line);
  EXPECT_EQ(report.take("").diagnostics.size(), 50U);
}

TEST(Report, BoundsEvenErrors) {
  Report report(3);
  for (std::uint32_t line = 1; line <= 5000; ++line) add(report, refusal, line);
  EXPECT_EQ(report.take("").diagnostics.size(), Report::max_errors);
  EXPECT_EQ(report.more(), 5000 - Report::max_errors);
}

TEST(Report, TellsTheSameAtTheSameSpotOnce) {
  Report report(10);
  add(report, refusal, 1);
  add(report, refusal, 1);
  EXPECT_EQ(report.take("").diagnostics.size(), 1U);
}

TEST(Report, KeepsTheReasonOfARejectionBehindAnyNumberOfRepeats) {
  Report report(10);
  for (int i = 0; i < 20000; ++i) add(report, regret, 1);
  add(report, refusal, 2);
  EXPECT_TRUE(report.tempo_rejects());
  EXPECT_EQ(errors_in(report.take("").diagnostics), 1U);
}

TEST(Report, KeepsOneFatalErrorAndOneRejectionBesideAnyNumberOfTheOther) {
  for (const auto& [many, one] : {std::pair{refusal, fatality}, std::pair{fatality, refusal}}) {
    Report report(10);
    for (std::uint32_t line = 1; line <= 5000; ++line) add(report, many, line);
    add(report, one, 6000);
    EXPECT_TRUE(report.tempo_rejects());
    EXPECT_TRUE(report.tempo_ends());
    EXPECT_EQ(report.take("").diagnostics.back().code, one.code);
  }
}

TEST(Report, AWarningIsNoRejection) {
  Report report(10);
  add(report, regret, 1);
  EXPECT_FALSE(report.tempo_rejects());
}

TEST(Report, SetsThePathOfWhatAnotherRoomFound) {
  Report report(10);
  Diagnostic twice;
  twice.code = code::duplicate_key.code;
  twice.position = {4, 2};
  twice.tempo_rejects = true;
  report.add(twice);
  EXPECT_TRUE(report.locate(code::duplicate_key, {4, 2}, tenant));
  EXPECT_FALSE(report.locate(code::duplicate_key, {5, 2}, tenant));
  EXPECT_EQ(report.take("").diagnostics.front().path, "t");
}

}  // namespace
}  // namespace tempo_admission::tempo
