// Policy files and what the loader reports about them, as pairs case.yaml and case.out next to the
// tests of the source that reads that part.
#include <gtest/gtest.h>

#include <string>

#include "cases.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::policy::load_cases_test {
namespace {

std::string output_of(const Diagnostics& faults) {
  std::string text;
  for (const auto& fault : faults) {
    text += std::to_string(fault.position.line) + ":" + std::to_string(fault.position.column) +
            (fault.severity == Severity::error ? ": error: " : ": warning: ") + fault.message +
            " [" + fault.code + "]\n  at " + fault.path + "\n";
    if (!fault.hint.empty()) text += "  hint: " + fault.hint + "\n";
  }
  return text;
}

class PolicyCase : public testing::TestWithParam<std::string> {};

TEST_P(PolicyCase, IsReportedExactlyLikeThis) {
  const auto loaded = load_policy(case_text(GetParam()));
  const auto output = loaded ? output_of(loaded->warnings) + "loaded\n"
                             : output_of(loaded.error()) + "not loaded\n";
  EXPECT_EQ(output, expected_output(GetParam(), output)) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Pairs, PolicyCase, testing::ValuesIn(case_names("policy/load")),
                         [](const auto& test) { return case_label(test.param); });

}  // namespace
}  // namespace tempo_admission::policy::load_cases_test
