// Valid files with one planted error each, found at exactly that position and for that reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tempo/recorded.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo {
namespace {

std::string text_of(const Diagnostics& diagnostics) {
  std::string text;
  for (const auto& d : diagnostics)
    text += std::to_string(d.position.line) + ":" + std::to_string(d.position.column) + " " +
            d.code + " " + d.path + ": " + d.message + "\n";
  return text;
}

class Planted : public testing::TestWithParam<std::string> {};

TEST_P(Planted, IsFoundAtItsLineAndColumn) {
  std::size_t planted = 0;
  for (const auto& recorded : recorded_lines("positions.jsonl.gz")) {
    if (recorded.at("fault") != GetParam()) continue;
    ++planted;
    const auto text = overrides_of(recorded);
    const Position position{recorded.at("line"), recorded.at("column")};
    const auto judgement = judge_overrides(text, {});
    const bool found = std::any_of(
        judgement.diagnostics.begin(), judgement.diagnostics.end(), [&](const Diagnostic& d) {
          return d.code == "overrides/" + GetParam() && d.position == position && d.tempo_rejects;
        });
    EXPECT_TRUE(found) << recorded.at("name") << " at " << position.line << ":" << position.column
                       << "\n"
                       << text << "\n"
                       << text_of(judgement.diagnostics);
  }
  EXPECT_GT(planted, 0U);
}

TEST_P(Planted, IsTheOnlyReasonToRejectTheFile) {
  for (const auto& recorded : recorded_lines("positions.jsonl.gz")) {
    if (recorded.at("fault") != GetParam()) continue;
    const auto text = overrides_of(recorded);
    const auto judgement = judge_overrides(text, {});
    const auto rejections =
        std::count_if(judgement.diagnostics.begin(), judgement.diagnostics.end(),
                      [](const Diagnostic& d) { return d.tempo_rejects; });
    EXPECT_EQ(rejections, 1) << recorded.at("name") << "\n" << text_of(judgement.diagnostics);
  }
}

INSTANTIATE_TEST_SUITE_P(Recorded, Planted,
                         testing::Values("unknown-field", "wrong-type", "duplicate-key",
                                         "null-tenant"),
                         [](const auto& instance) {
                           auto name = instance.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace tempo_admission::tempo
