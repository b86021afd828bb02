#include "policy/answer/caller_warnings.hpp"

#include <gmock/gmock.h>

namespace tempo_admission::policy {
namespace {

using testing::ElementsAre;

Finding finding(Mode mode, Severity severity, std::string message = "is odd") {
  return {.rule = "r",
          .mode = mode,
          .key = "overrides.yaml",
          .what = {.code = "overrides/x",
                   .severity = severity,
                   .message = std::move(message),
                   .path = "a",
                   .position = {2, 3},
                   .hint = {}}};
}

TEST(CallerWarnings, Case118AreOfWarnAndEnforceOnly) {
  EXPECT_THAT(caller_warnings(
                  {finding(Mode::audit, Severity::error), finding(Mode::audit, Severity::warning)}),
              testing::IsEmpty());
  EXPECT_THAT(caller_warnings({finding(Mode::enforce, Severity::warning)}),
              ElementsAre("overrides.yaml:2:3 a: is odd [overrides/x]"));
  EXPECT_THAT(caller_warnings({finding(Mode::warn, Severity::warning)}),
              ElementsAre("[warn] overrides.yaml:2:3 a: is odd [overrides/x]"));
}

TEST(CallerWarnings, SayWhatWouldBeDenied) {
  EXPECT_THAT(caller_warnings({finding(Mode::warn, Severity::error)}),
              ElementsAre("[warn] would be denied: overrides.yaml:2:3 a: is odd [overrides/x]"));
}

TEST(CallerWarnings, DoNotRepeatADenial) {
  EXPECT_THAT(caller_warnings({finding(Mode::enforce, Severity::error)}), testing::IsEmpty());
}

TEST(CallerWarnings, Case118FitAWarningAndKeepTheCode) {
  const auto warnings =
      caller_warnings({finding(Mode::warn, Severity::warning, std::string(500, 'x') + "\n\x07")});
  EXPECT_LE(warnings.at(0).size(), 120);
  EXPECT_TRUE(warnings.at(0).ends_with("... [overrides/x]")) << warnings.at(0);
}

TEST(CallerWarnings, Case118CountCharactersNotBytes) {
  std::string umlauts;
  for (int i = 0; i < 500; ++i) umlauts += "\u00e4";
  const auto warning = caller_warnings({finding(Mode::warn, Severity::warning, umlauts)}).at(0);
  EXPECT_TRUE(warning.ends_with("\u00e4... [overrides/x]")) << warning;
}

TEST(CallerWarnings, NameTheLineAloneIfTheMessageNamesTheField) {
  auto long_path =
      finding(Mode::warn, Severity::error, "unknown field 'rate_limit_byte' in 'ingestion'");
  long_path.what.path = std::string(100, 't') + ".ingestion.rate_limit_byte";
  EXPECT_THAT(caller_warnings({long_path}),
              ElementsAre("[warn] would be denied: line 2: unknown field 'rate_limit_byte' in "
                          "'ingestion' [overrides/x]"));
}

TEST(CallerWarnings, NameLineAndFieldIfTheMessageDoesNot) {
  auto long_path = finding(Mode::warn, Severity::error, "must be a number of seconds, not 'a'");
  long_path.what.path = std::string(100, 't') + ".ingestion.rate_limit[3]";
  EXPECT_THAT(caller_warnings({long_path}),
              ElementsAre("[warn] would be denied: line 2 rate_limit: must be a number of seconds, "
                          "not 'a' [overrides/x]"));
}

TEST(CallerWarnings, CutLongNamesBeforeTheMessage) {
  auto service = finding(Mode::warn, Severity::error, "annotation k: \"v\" is missing");
  service.rule = std::string(100, 'r');
  service.key = "";
  EXPECT_THAT(caller_warnings({service}),
              ElementsAre("[warn] would be denied: " + std::string(29, 'r') +
                          "...: annotation k: \"v\" is missing"));
}

TEST(CallerWarnings, Case118AreFew) {
  std::vector<Finding> many;
  for (int i = 0; i < 50; ++i)
    many.push_back(finding(Mode::warn, Severity::warning, std::to_string(i)));
  const auto warnings = caller_warnings(many);
  EXPECT_EQ(warnings.size(), 11);
  EXPECT_EQ(warnings.back(), "... and 40 more");
}

TEST(CallerWarnings, TellFirstWhatWouldBeDenied) {
  const auto warnings = caller_warnings(
      {finding(Mode::warn, Severity::warning), finding(Mode::warn, Severity::error)});
  EXPECT_THAT(warnings.at(0), testing::HasSubstr("would be denied"));
}

TEST(CallerWarnings, AreNotDoubled) {
  EXPECT_EQ(caller_warnings(
                {finding(Mode::warn, Severity::warning), finding(Mode::warn, Severity::warning)})
                .size(),
            1);
}

}  // namespace
}  // namespace tempo_admission::policy
