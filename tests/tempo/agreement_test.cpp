// Would Tempo load this file? Compares our answers with those of real Tempos 2.9.0, 2.10.5 and
// 3.0.3 for thousands of files.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "tempo/recorded.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::size_t shown_differences = 20;
constexpr std::size_t shown_bytes = 2000;

std::string first_reason(const OverridesJudgement& judgement) {
  for (const auto& diagnostic : judgement.diagnostics)
    if (diagnostic.tempo_rejects) return diagnostic.code + ": " + diagnostic.message;
  return "none";
}

bool some_fault_rejects(const OverridesJudgement& judgement) {
  return first_reason(judgement) != "none";
}

class RecordedVerdicts : public testing::TestWithParam<std::tuple<std::string, Version>> {};

TEST_P(RecordedVerdicts, AreOurs) {
  const auto& [file, version] = GetParam();
  OverridesSettings settings;
  settings.version = version;
  std::size_t differences = 0;
  const auto cases = recorded_lines(file);
  for (const auto& recorded : cases) {
    const std::string verdict = recorded.at("tempo").at(std::string(to_string(version)));
    const auto text = overrides_of(recorded);
    const auto judgement = judge_overrides(text, settings);
    if (judgement.tempo_accepts == (verdict == "accept")) continue;
    if (++differences <= shown_differences)
      ADD_FAILURE() << recorded.at("name") << "\n"
                    << text.substr(0, shown_bytes) << "\nTempo: " << verdict
                    << "\nours: " << first_reason(judgement);
  }
  EXPECT_EQ(differences, 0U) << "of " << cases.size();
}

TEST(Agreement, AFileIsRejectedExactlyWhereSomeFaultSaysSo) {
  OverridesSettings settings;
  settings.max_diagnostics = 3;
  for (const auto& recorded : recorded_lines("generated.jsonl.gz")) {
    const auto text = overrides_of(recorded);
    const auto judgement = judge_overrides(text, settings);
    ASSERT_EQ(judgement.tempo_accepts == false, some_fault_rejects(judgement))
        << recorded.at("name") << "\n"
        << text.substr(0, shown_bytes);
  }
}

std::string name_of(const testing::TestParamInfo<RecordedVerdicts::ParamType>& instance) {
  const auto& [file, version] = instance.param;
  auto name = file.substr(0, file.find('.')) + "_" + std::string(to_string(version));
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Every, RecordedVerdicts,
                         testing::Combine(testing::Values("cases.jsonl.gz", "generated.jsonl.gz"),
                                          testing::ValuesIn(known_versions)),
                         name_of);

}  // namespace
}  // namespace tempo_admission::tempo
