#include "app/report/report_formats.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "app/report/one_typo.hpp"

namespace tempo_admission::app {
namespace {

using testing::HasSubstr;
using testing::Not;

// ESC, a newline, a right-to-left override and a zero-width space.
constexpr const char* hostile = "x\x1b[2J\nforged\xE2\x80\xAE\xE2\x80\x8B";

Report hostile_report() {
  Report report = one_typo();
  CheckResult& result = report.results[0];
  result.file = result.kind = result.namespace_name = result.name = hostile;
  policy::Finding& finding = result.findings[0].finding;
  finding.rule = finding.key = finding.what.message = finding.what.path = hostile;
  finding.what.hint = std::string("write:\n") + hostile;
  result.findings[0].excerpt = hostile;
  result.patch = {{hostile, std::string(hostile)}};
  result.tempo_version = result.tempo_version_from = hostile;
  return report;
}

TEST(Reports, LetNothingThroughInAnyFormat) {
  const Report report = hostile_report();
  for (const std::string& text :
       {write_text(report, Colour::never), write_json(report), write_sarif(report),
        write_junit(report, FailOn::error), write_junit(report, FailOn::never)}) {
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\nforged")));
    EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\xAE")));
    EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\x8B")));
  }
}

TEST(Reports, HaveTheVeryNameInJson) {
  EXPECT_EQ(nlohmann::json::parse(write_json(hostile_report()))["results"][0]["name"], hostile);
}

}  // namespace
}  // namespace tempo_admission::app
