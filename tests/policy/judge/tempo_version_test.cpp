#include "policy/judge/tempo_version.hpp"

#include <gtest/gtest.h>

#include "policy/review.hpp"

namespace tempo_admission::policy::tempo_version_test {
namespace {

struct Case {
  std::string_view name;
  std::string_view label;
  std::string_view file_version;
  std::string_view rule_version;
  std::optional<tempo::Version> flag;
  tempo::Version version;
  std::string_view from;
  std::string_view doubt;
};

class Choice : public testing::TestWithParam<Case> {};

TEST_P(Choice, IsTheFirstThatIsSaid) {
  const auto& c = GetParam();
  std::string text = "mode: enforce\ntempo: {defaultVersion: \"2.9\"";
  if (!c.file_version.empty()) text += ", version: " + std::string(c.file_version);
  text += "}\ntenants: [{name: r, selector: {}, key: overrides.yaml, format: overrides";
  if (!c.rule_version.empty()) text += ", tempoVersion: " + std::string(c.rule_version);
  text += "}]\n";
  LoadOptions options;
  options.tempo_version = c.flag;
  auto object = overrides_map("overrides: {}\n", std::string(c.label));
  if (c.label.empty()) object["metadata"]["labels"].erase("app.kubernetes.io/version");
  const auto decision = validate(policy_of(policy_text(text), options), create(object));
  EXPECT_EQ(decision.tempo_version, c.version);
  EXPECT_EQ(decision.tempo_version_from, c.from);
  EXPECT_EQ(decision.findings.empty() ? "" : decision.findings.front().what.code, c.doubt);
}

using enum tempo::Version;
INSTANTIATE_TEST_SUITE_P(
    Sources, Choice,
    testing::Values(
        Case{"Flag", "3.0.3", "'3.0'", "'3.0'", v2_10, v2_10, "flag", ""},
        Case{"Rule", "3.0.3", "'3.0'", "'2.10'", {}, v2_10, "rule", ""},
        Case{"File", "3.0.3", "'2.10'", "", {}, v2_10, "rule", ""},
        Case{"Auto", "2.10.5", "auto", "", {}, v2_10, "label", ""},
        Case{"Label", "v3.0.3", "", "", {}, v3_0, "label", ""},
        Case{"NoLabel", "", "", "", {}, v2_9, "default", ""},
        Case{"Older", "2.3.0", "", "", {}, v2_9, "label", "tempo/version-older"},
        Case{"Newer", "9.0.0", "", "", {}, v3_0, "label", "tempo/version-newer"},
        Case{"Unreadable", "main-abc", "", "", {}, v2_9, "default", "tempo/version-unreadable"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace tempo_admission::policy::tempo_version_test
