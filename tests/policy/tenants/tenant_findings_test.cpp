#include "policy/tenants/tenant_findings.hpp"

#include <gmock/gmock.h>

namespace tempo_admission::policy::tenant_findings_test {
namespace {

Diagnostic what(std::string code, Severity severity, bool tempo_rejects = false) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.severity = severity;
  diagnostic.message = "m";
  diagnostic.tempo_rejects = tempo_rejects;
  return diagnostic;
}

class Cap : public testing::Test {
 protected:
  Model model;
  TenantRule rule;
  TenantFindings findings{model, rule};

  void note(int count, const std::string& code, Severity severity, bool tempo_rejects = false) {
    for (int i = 0; i < count; ++i) findings.note("k", what(code, severity, tempo_rejects));
  }

  static long count(const std::vector<Finding>& all, std::string_view code) {
    return std::count_if(all.begin(), all.end(),
                         [&](const auto& f) { return f.what.code == code; });
  }
};

TEST_F(Cap, KeepsAHundredWithoutAWord) {
  note(100, "a/w", Severity::warning);
  EXPECT_THAT(findings.take(), testing::SizeIs(100));
}

TEST_F(Cap, DropsWarningsFirstAndCountsThem) {
  note(60, "a/w", Severity::warning);
  note(60, "a/e", Severity::error);
  const auto all = findings.take();
  EXPECT_EQ(count(all, "a/e"), 60);
  EXPECT_EQ(count(all, "a/w"), 40);
  EXPECT_EQ(all.back().what.message, "and 20 more findings");
}

TEST_F(Cap, KeepsEverythingThatTempoRefuses) {
  note(50, "a/e", Severity::error);
  note(150, "a/t", Severity::error, true);
  const auto all = findings.take();
  EXPECT_EQ(count(all, "a/t"), 150);
  EXPECT_EQ(count(all, "a/e"), 0);
}

TEST_F(Cap, AddsWhatOthersCounted) {
  note(1, "a/w", Severity::warning);
  findings.count_more(7);
  EXPECT_EQ(findings.take().back().what.message, "and 7 more findings");
}

TEST_F(Cap, TellsAnOldFaultAsAWarning) {
  findings.note_old("k", what("a/t", Severity::error, true));
  const auto all = findings.take();
  EXPECT_EQ(all[0].what.severity, Severity::warning);
  EXPECT_TRUE(all[0].what.tempo_rejects);
}

TEST_F(Cap, SaysThatAFaultIsOldInFrontOfABlockToPaste) {
  auto old = what("a/e", Severity::error);
  old.hint = "the same:\na: 1\n";
  findings.note_old("k", old);
  const auto all = findings.take();
  EXPECT_EQ(all.front().what.hint, "already present before this change; the same:\na: 1\n");
  EXPECT_EQ(all.front().what.severity, Severity::warning);
}

}  // namespace
}  // namespace tempo_admission::policy::tenant_findings_test
