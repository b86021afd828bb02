// The examples of the findings about overrides files, as the pages show them: each gives what its
// declaration says.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "finding_example.hpp"
#include "tempo_admission/tempo/findings.hpp"
#include "tempo_admission/tempo/overrides.hpp"
#include "tempo_admission/yaml/findings.hpp"

namespace tempo_admission::tempo::overrides_examples_test {
namespace {

std::vector<const FindingInfo*> findings_with_examples() {
  std::vector<const FindingInfo*> found;
  for (const auto& list : {yaml::finding_list(), finding_list()})
    for (const auto* info : list)
      if (!info->code.starts_with("declared/") && !info->bad.text.empty()) found.push_back(info);
  return found;
}

OverridesSettings settings_of(const FindingExample& example) {
  OverridesSettings settings;
  if (const auto version = option(example, "version"); !version.empty())
    settings.version = parse_version(version)->version;
  if (const auto factor = option(example, "replication-factor"); !factor.empty())
    settings.replication_factor = std::stoi(factor);
  settings.expand_env = has_flag(example, "expand-env");
  settings.forwarders = list_option(example, "forwarders");
  return settings;
}

// Replaces "\\xFF" by that byte.
std::string unescaped(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text.compare(i, 2, "\\x") == 0;
    bytes += escape ? static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16)) : text[i];
    if (escape) i += 3;
  }
  return bytes;
}

std::string text_of(const FindingExample& example) {
  auto text = has_flag(example, "escaped") ? unescaped(example.file()) : example.file();
  if (const auto size = option(example, "padded-to"); !size.empty())
    while (text.size() < std::stoul(size)) text += "# a comment that pads the file\n";
  return text;
}

std::string codes_found(const FindingExample& example) {
  std::string codes;
  for (const auto& diagnostic : judge_overrides(text_of(example), settings_of(example)).diagnostics)
    codes += diagnostic.code + "\n";
  return codes;
}

bool gives(const FindingExample& example, std::string_view code) {
  return ("\n" + codes_found(example)).find("\n" + std::string(code) + "\n") != std::string::npos;
}

class OverridesExamples : public testing::TestWithParam<const FindingInfo*> {};

TEST_P(OverridesExamples, TheBadOneGivesTheCode) {
  EXPECT_TRUE(gives(GetParam()->bad, GetParam()->code)) << codes_found(GetParam()->bad);
}

TEST_P(OverridesExamples, TheGoodOneDoesNot) {
  EXPECT_FALSE(gives(GetParam()->good, GetParam()->code)) << codes_found(GetParam()->good);
}

TEST_P(OverridesExamples, TempoLoadsTheGoodOne) {
  const auto& good = GetParam()->good;
  EXPECT_EQ(judge_overrides(text_of(good), settings_of(good)).tempo_accepts, true);
}

TEST_P(OverridesExamples, TheBadOneHasTheDeclaredEffect) {
  const auto& bad = GetParam()->bad;
  for (const auto& found : judge_overrides(text_of(bad), settings_of(bad)).diagnostics) {
    if (found.code != GetParam()->code) continue;
    EXPECT_EQ(found.severity, severity_of(GetParam()->effect));
    EXPECT_EQ(found.tempo_rejects, is_refused(GetParam()->effect));
    EXPECT_EQ(found.tempo_fatal, fatal_of(GetParam()->effect));
  }
}

std::string name_of(const testing::TestParamInfo<const FindingInfo*>& info) {
  std::string name(info.param->code);
  for (char& c : name)
    if (c == '/' || c == '-') c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, OverridesExamples, testing::ValuesIn(findings_with_examples()),
                         name_of);

TEST(OverridesFindings, HaveExamplesButForLimitsOfOurs) {
  std::string without;
  for (const auto& list : {yaml::finding_list(), finding_list()})
    for (const auto* info : list)
      if (info->bad.text.empty() || info->good.text.empty())
        without.append(info->code).append("\n");
  EXPECT_EQ(without,
            "yaml/too-large\nyaml/too-many-nodes\nyaml/too-deep\nyaml/too-costly\n"
            "yaml/duplicate-key\n");
}

}  // namespace
}  // namespace tempo_admission::tempo::overrides_examples_test
