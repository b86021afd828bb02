#include "app/report/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/report/report_formats.hpp"

namespace tempo_admission::app {
namespace {

using testing::HasSubstr;
using testing::Not;

Report one_typo() {
  ReportedFinding typo;
  typo.finding.rule = "overrides";
  typo.finding.mode = policy::Mode::enforce;
  typo.finding.key = "overrides.yaml";
  typo.finding.what = {"overrides/unknown-field",
                       Severity::error,
                       "unknown field <b>",
                       "a.b",
                       {2, 3},
                       "did you mean 'c'?",
                       true};
  typo.in_file = Position{12, 7};
  typo.excerpt = "    b\x1b[31m: 1";
  CheckResult result;
  result.file = "a dir/m.yaml";
  result.line = 4;
  result.kind = "ConfigMap";
  result.namespace_name = "tempo";
  result.name = "runtime";
  result.allowed = false;
  result.tempo_accepts = false;
  result.tempo_runs = false;
  result.tempo_version = "3.0";
  result.tempo_version_from = "label";
  result.findings = {typo};
  return {1, 5, {result}};
}

TEST(Summarize, CountsVerdictsAndFindings) {
  const Summary summary = summarize(one_typo());
  EXPECT_EQ(summary.denied, 1U);
  EXPECT_EQ(summary.errors, 1U);
  EXPECT_EQ(summary.warnings, 0U);
}

TEST(TextReport, PutsTheCaretBelowTheColumn) {
  EXPECT_THAT(write_text(one_typo(), Colour::never),
              HasSubstr("    12 |     b [31m: 1\n       |       ^\n"));
}

TEST(TextReport, NamesThePath) {
  EXPECT_THAT(write_text(one_typo(), Colour::never),
              HasSubstr("       = rule overrides (enforce), overrides.yaml:2:3 a.b\n"));
}

TEST(TextReport, KeepsAPathWithLineEndsOnOneLine) {
  Report report = one_typo();
  report.results[0].findings[0].finding.what.path = "a\nb";
  EXPECT_THAT(write_text(report, Colour::never), HasSubstr("overrides.yaml:2:3 a b\n"));
}

TEST(TextReport, LetsNothingThroughThatATerminalWouldObey) {
  EXPECT_THAT(write_text(one_typo(), Colour::never), Not(HasSubstr("\x1b")));
}

TEST(TextReport, ShowsAWindowOfALongLine) {
  Report report = one_typo();
  report.results[0].findings[0].excerpt =
      std::string(5'000, 'x') + "HERE" + std::string(5'000, 'y');
  report.results[0].findings[0].in_file = Position{12, 5'001};
  const std::string text = write_text(report, Colour::never);
  EXPECT_THAT(text, HasSubstr("xxHEREyy"));
  EXPECT_LT(text.size(), 1'000U);
}

TEST(TextReport, ShowsWhereALongLineIsCut) {
  Report report = one_typo();
  report.results[0].findings[0].excerpt = std::string(100, 'x') + "HERE" + std::string(100, 'y');
  report.results[0].findings[0].in_file = Position{12, 101};
  EXPECT_THAT(write_text(report, Colour::never),
              HasSubstr("    12 | ..." + std::string(57, 'x') + "HERE" + std::string(36, 'y') +
                        "...\n       | " + std::string(60, ' ') + "^\n"));
}

TEST(TextReport, PutsNothingButSpacesBeforeABlockToPaste) {
  Report report = one_typo();
  report.results[0].findings[0].finding.what.hint = "write:\na:\n  b: 1\n";
  EXPECT_THAT(write_text(report, Colour::never),
              HasSubstr("= hint: write:\n         a:\n           b: 1\n       = rule"));
}

TEST(TextReport, PointsAtTheObjectWhereTheFileHidesTheSpot) {
  Report report = one_typo();
  report.results[0].findings[0].in_file.reset();
  EXPECT_THAT(write_text(report, Colour::never), HasSubstr("a dir/m.yaml:4: error: "));
}

TEST(TextReport, SaysThatTempoDiesOfWhatItLoads) {
  Report report = one_typo();
  report.results[0].tempo_accepts = true;
  EXPECT_THAT(write_text(report, Colour::never),
              HasSubstr("denied, Tempo 3.0 (label) loads it and crashes later\n"));
}

TEST(JsonReport, SaysWhenTempoDies) {
  Report report = one_typo();
  report.results[0].findings[0].finding.what.tempo_fatal = Fatal::later;
  const auto result = nlohmann::json::parse(write_json(report))["results"][0];
  EXPECT_EQ(result["tempoRuns"], false);
  EXPECT_EQ(result["findings"][0]["tempoFatal"], "later");
  const auto sarif = nlohmann::json::parse(write_sarif(report));
  EXPECT_EQ(sarif["runs"][0]["results"][0]["properties"]["tempoFatal"], "later");
}

TEST(JsonReport, SaysNullForWhatIsNotKnown) {
  Report report = one_typo();
  report.results[0].tempo_accepts.reset();
  report.results[0].tempo_runs.reset();
  report.results[0].tempo_version.clear();
  report.results[0].findings[0].in_file.reset();
  const auto json = nlohmann::json::parse(write_json(report));
  EXPECT_TRUE(json["results"][0]["tempoAccepts"].is_null());
  EXPECT_TRUE(json["results"][0]["tempoRuns"].is_null());
  EXPECT_TRUE(json["results"][0]["findings"][0]["tempoFatal"].is_null());
  EXPECT_TRUE(json["results"][0]["tempoVersion"].is_null());
  EXPECT_TRUE(json["results"][0]["findings"][0]["fileLine"].is_null());
  EXPECT_EQ(json["results"][0]["findings"][0]["line"], 2);
}

TEST(SarifReport, NamesTheFileAsAReference) {
  const auto json = nlohmann::json::parse(write_sarif(one_typo()));
  const auto& result = json["runs"][0]["results"][0];
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "a%20dir/m.yaml");
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["region"]["startLine"], 12);
  EXPECT_EQ(result["ruleId"], json["runs"][0]["tool"]["driver"]["rules"][0]["id"]);
}

TEST(JunitReport, EscapesWhatXmlWouldRead) {
  const std::string xml = write_junit(one_typo(), FailOn::error);
  EXPECT_THAT(xml, HasSubstr("unknown field &lt;b&gt;"));
  EXPECT_THAT(xml, HasSubstr("failures=\"1\""));
}

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

TEST(JunitReport, FailsNothingWhereNothingShallFail) {
  EXPECT_THAT(write_junit(one_typo(), FailOn::never), HasSubstr("failures=\"0\""));
}

}  // namespace
}  // namespace tempo_admission::app
