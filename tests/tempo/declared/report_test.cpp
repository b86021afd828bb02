#include "tempo/declared/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tempo/declared/judged_declaration.hpp"

namespace tempo_admission::tempo::declared {
namespace {

std::string many_faults(int errors, int warnings) {
  std::string text = "tenants:\n";
  for (int i = 0; i < warnings; ++i)
    text += "- name: a" + std::string(60, 'b') + std::to_string(100 + i) + "\n";
  for (int i = 0; i < errors; ++i) text += "- name: B" + std::to_string(i) + "\n";
  return text;
}

TEST(DeclaredReport, CountsWhatIsOverTheCap) {
  DeclaredTenantsSettings settings;
  settings.max_diagnostics = 10;
  const auto judgement = judge(many_faults(25, 0), settings);
  EXPECT_EQ(judgement.diagnostics.size(), 10U);
  EXPECT_EQ(judgement.more_diagnostics, 15U);
}

TEST(DeclaredReport, KeepsTheErrorsWhereWarningsWouldFillTheCap) {
  DeclaredTenantsSettings settings;
  settings.max_diagnostics = 10;
  const auto judgement = judge(many_faults(3, 25), settings);
  const auto errors =
      std::count_if(judgement.diagnostics.begin(), judgement.diagnostics.end(),
                    [](const auto& found) { return found.diagnostic.severity == Severity::error; });
  EXPECT_EQ(errors, 3);
  EXPECT_EQ(judgement.diagnostics.size() + judgement.more_diagnostics, 28U);
}

}  // namespace
}  // namespace tempo_admission::tempo::declared
