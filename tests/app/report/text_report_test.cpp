#include "app/report/report_formats.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/report/one_typo.hpp"

namespace tempo_admission::app {
namespace {

using testing::HasSubstr;
using testing::Not;

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

}  // namespace
}  // namespace tempo_admission::app
