#include "app/command_line.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tempo_admission::app {
namespace {

using namespace std::chrono_literals;

Result<Command, CommandLineEnd> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "tempo-admission");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}

template <class T>
T parsed(const std::vector<const char*>& arguments) {
  return std::get<T>(parse(arguments).value());
}

TEST(CommandLine, ReadsDurationsAndBytesWithTheirUnits) {
  const auto serve =
      parsed<ServeCommand>({"serve", "--drain-delay", "1500ms", "--idle-timeout", "3m",
                            "--max-body-bytes", "8MiB", "--max-header-bytes", "20000"});
  EXPECT_EQ(serve.limits.drain_delay, 1500ms);
  EXPECT_EQ(serve.limits.idle_timeout, 3min);
  EXPECT_EQ(serve.limits.body_bytes, std::size_t{8} << 20);
  EXPECT_EQ(serve.limits.header_bytes, 20'000U);
}

TEST(CommandLine, TakesBothEndsOfARange) {
  EXPECT_EQ(parsed<ServeCommand>({"serve", "--workers", "1024"}).workers, 1024U);
  EXPECT_EQ(parsed<ServeCommand>({"serve", "--workers", "0"}).workers, 0U);
  EXPECT_EQ(parsed<ServeCommand>({"serve", "--poll-interval", "100ms"}).poll_interval, 100ms);
}

TEST(CommandLine, LeavesTheServersDefaultsAlone) {
  const auto serve = parsed<ServeCommand>({"serve"});
  EXPECT_EQ(serve.limits.idle_timeout, server::Limits{}.idle_timeout);
  EXPECT_EQ(serve.limits.in_flight_bytes, server::Limits{}.in_flight_bytes);
}

TEST(CommandLine, NeedsNoFileToExplainAFinding) {
  EXPECT_EQ(parsed<CheckCommand>({"check", "--explain", "yaml/syntax"}).explain, "yaml/syntax");
  EXPECT_EQ(parse({"check"}).error().exit_code, 2);
}

TEST(CommandLine, ListsEachCommandInTheHelp) {
  const auto help = parse({"--help"}).error().text;
  for (const auto* name : {"serve", "check", "review", "policy", "health", "version"})
    EXPECT_NE(help.find(std::string("  ") + name), std::string::npos) << name;
}

TEST(CommandLine, ReadsWhatCheckIsAskedFor) {
  const auto check =
      parsed<CheckCommand>({"check", "--values", "--format", "sarif", "--fail-on", "warning",
                            "--phase", "mutate", "--mode", "audit", "a.yaml", "-"});
  EXPECT_EQ(check.input, InputKind::helm_values);
  EXPECT_EQ(check.format, ReportFormat::sarif);
  EXPECT_EQ(check.fail_on, FailOn::warning);
  EXPECT_EQ(check.phase, kube::Phase::mutate);
  EXPECT_EQ(check.policy.ceiling, policy::Mode::audit);
  EXPECT_EQ(check.files, (std::vector<std::string>{"a.yaml", "-"}));
}

TEST(CommandLine, ReadsTheVersionAndHowItFits) {
  const auto check = parsed<CheckCommand>({"check", "--tempo-version", "v2.10.5", "-"});
  ASSERT_TRUE(check.policy.tempo_version.has_value());
  EXPECT_EQ(check.policy.tempo_version->version, tempo::Version::v2_10);
}

TEST(CommandLine, GivesHelpOnTheStandardOutput) {
  const auto end = parse({"check", "--help"});
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().exit_code, 0);
}

class Wrong : public testing::TestWithParam<std::vector<const char*>> {};

TEST_P(Wrong, EndsWithCode2AndAReason) {
  const auto end = parse(GetParam());
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().exit_code, 2);
  EXPECT_FALSE(end.error().text.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Table, Wrong,
    testing::Values(std::vector<const char*>{},
                    std::vector<const char*>{"serve", "--drain-delay", "-1s"},
                    std::vector<const char*>{"serve", "--drain-delay", "99999999999999999h"},
                    std::vector<const char*>{"serve", "--max-body-bytes", "1e3"},
                    std::vector<const char*>{"serve", "--max-body-bytes", "1025MiB"},
                    std::vector<const char*>{"serve", "--workers", "-1"},
                    std::vector<const char*>{"serve", "--workers", "1025"},
                    std::vector<const char*>{"serve", "--poll-interval", "99ms"},
                    std::vector<const char*>{"check"}, std::vector<const char*>{"review", "-"},
                    std::vector<const char*>{"policy"},
                    std::vector<const char*>{"check", "--no-such-flag", "-"}));

}  // namespace
}  // namespace tempo_admission::app
