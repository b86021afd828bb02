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

Policy policy_with(const std::string& tempo, const std::string& rule = "") {
  return policy_of(policy_text("mode: enforce\ntempo: {" + tempo +
                               "}\ntenants: [{name: r, selector: {}, key: overrides.yaml, format: "
                               "overrides" +
                               rule + "}]\n"));
}

constexpr auto rates = "ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}";
const std::string good = std::string("overrides: {a: {") + rates + "}}\n";
const std::string only_2 = std::string("overrides: {a: {") + rates +
                           ", metrics_generator: {processor: {local_blocks: {max_live_traces: "
                           "9}}}}}\n";
const std::string only_3 =
    std::string("overrides: {a: {") + rates + ", read: {left_pad_trace_ids: true}}}\n";
const std::string never = "overrides: {a: {ingestion: {rate_limit: 1}}}\n";
const std::string never_in_parts =
    std::string("overrides: {a: {") + rates +
    ", read: {left_pad_trace_ids: true}, metrics_generator: {processor: {local_blocks: "
    "{max_live_traces: 9}}}}}\n";

Json unlabelled(const std::string& text) {
  auto object = overrides_map(text);
  object["metadata"]["labels"].erase("app.kubernetes.io/version");
  return object;
}

TEST(AllowedVersions, MakeAnyOtherLabelAnError) {
  const auto policy = policy_with("versions: [\"2.10\", \"3.0\"]");
  for (const auto* label : {"2.10.5", "v3.0.3", "3.0"})
    EXPECT_TRUE(validate(policy, create(overrides_map(good, label))).allowed) << label;
  for (const auto* label : {"2.9.0", "2.3.0", "9.0.0", "3.1.0", "main-abc"}) {
    const auto decision = validate(policy, create(overrides_map(good, label)));
    EXPECT_FALSE(decision.allowed) << label;
    EXPECT_EQ(codes_of(decision), std::vector<std::string>{"tempo/version-not-allowed"}) << label;
  }
}

TEST(AllowedVersions, JudgeByTheNearestOne) {
  const auto policy = policy_with("versions: [\"2.10\", \"3.0\"]");
  EXPECT_EQ(validate(policy, create(overrides_map(good, "2.9.0"))).tempo_version, v2_10);
  EXPECT_EQ(validate(policy, create(overrides_map(good, "9.0.0"))).tempo_version, v3_0);
  const auto ends = policy_with("versions: [\"2.9\", \"3.0\"]");
  EXPECT_EQ(validate(ends, create(overrides_map(good, "2.10.0"))).tempo_version, v3_0);
}

TEST(AllowedVersions, BlockNoUpdateThatKeepsTheLabel) {
  const auto policy = policy_with("versions: [\"3.0\"]");
  const auto before = overrides_map(good, "2.9.0");
  auto after = before;
  after["metadata"]["annotations"] = {{"note", "x"}};
  EXPECT_TRUE(validate(policy, update(after, before)).allowed);
  EXPECT_FALSE(validate(policy, update(overrides_map(good, "2.10.0"), before)).allowed);
}

TEST(AllowedVersions, GiveWayToAFixedVersion) {
  for (const auto& policy : {policy_with("versions: [\"3.0\"], version: \"2.10\""),
                             policy_with("versions: [\"3.0\"]", ", tempoVersion: \"2.10\"")}) {
    const auto decision = validate(policy, create(overrides_map(only_2, "2.9.0")));
    EXPECT_TRUE(decision.allowed);
    EXPECT_EQ(decision.tempo_version, v2_10);
  }
}

TEST(LoweredLabel, IsAWarningWhereTheTextChangesAsWell) {
  const auto policy = policy_with("version: auto");
  const auto before = overrides_map(good, "3.0.3");
  for (const auto& after : {overrides_map(only_2, "2.10.0"), unlabelled(only_2)}) {
    const auto decision = validate(policy, update(after, before));
    EXPECT_TRUE(decision.allowed);
    EXPECT_NE(find_code(decision, "tempo/version-lowered"), nullptr);
  }
  const auto lowered = [&](const Json& after, const Json& stored) {
    return find_code(validate(policy, update(after, stored)), "tempo/version-lowered") != nullptr;
  };
  EXPECT_FALSE(lowered(overrides_map(good, "2.10.0"), before));
  EXPECT_FALSE(lowered(overrides_map(only_3, "3.0.4"), before));
  EXPECT_FALSE(lowered(before, overrides_map(only_2, "2.10.0")));
}

TEST(UnknownVersion, IsAnErrorOnlyWhereEveryVersionRefuses) {
  const auto policy = policy_with("version: auto");
  const auto of = [&](const std::string& text) {
    return validate(policy, create(unlabelled(text)));
  };
  EXPECT_TRUE(of(good).findings.empty());
  EXPECT_EQ(of(good).tempo_accepts, true);
  EXPECT_EQ(of(good).tempo_version_from, "unknown");
  EXPECT_FALSE(of(never).allowed);
  EXPECT_EQ(of(never).tempo_accepts, false);
  EXPECT_FALSE(of(never_in_parts).allowed);
  EXPECT_FALSE(of("overrides: [\n").allowed);
  EXPECT_FALSE(of("overrides:\n  a:\n").allowed);
}

TEST(UnknownVersion, WarnsOfWhatSomeVersionsRefuseAndNamesThem) {
  const auto policy = policy_with("version: auto");
  const auto message = [&](const std::string& text) {
    const auto decision = validate(policy, create(unlabelled(text)));
    EXPECT_TRUE(decision.allowed);
    EXPECT_EQ(decision.tempo_accepts, std::nullopt);
    EXPECT_EQ(decision.findings.size(), 1);
    return decision.findings.empty() ? "" : decision.findings[0].what.message;
  };
  EXPECT_TRUE(message(only_2).starts_with("Tempo 3.0 refuses this: ")) << message(only_2);
  EXPECT_TRUE(message(only_3).starts_with("Tempo 2.9 and 2.10 refuse this: ")) << message(only_3);
}

TEST(UnknownVersion, IsOneOfThoseThatThePolicyLists) {
  const auto policy = policy_with("versions: [\"2.9\", \"2.10\"]");
  EXPECT_TRUE(validate(policy, create(unlabelled(only_2))).findings.empty());
  EXPECT_FALSE(validate(policy, create(unlabelled(only_3))).allowed);
}

TEST(UnknownVersion, LeavesNoFieldOfAnyVersionWithoutItsLimit) {
  const auto policy = policy_with(
      "version: auto",
      ", limits: [{path: metrics_generator.processor.local_blocks.max_live_traces, max: 5}]");
  EXPECT_FALSE(validate(policy, create(unlabelled(only_2))).allowed);
}

TEST(UnknownVersion, IsTheOperatorsDefaultWhereThatIsGiven) {
  const auto policy = policy_with("defaultVersion: \"3.0\"");
  EXPECT_FALSE(validate(policy, create(unlabelled(only_2))).allowed);
}

TEST(UnknownVersion, CostsAnOrdinaryFileNothing) {
  std::string text = "overrides:\n";
  for (int i = 0; i < 9'000; ++i)
    text += "  team-" + std::to_string(i) +
            ":\n    ingestion:\n      rate_limit_bytes: 1\n      burst_size_bytes: 1\n"
            "      max_traces_per_user: 1\n    global:\n      max_bytes_per_trace: 5000000\n";
  EXPECT_TRUE(validate(policy_with("version: auto"), create(unlabelled(text))).allowed);
}

}  // namespace
}  // namespace tempo_admission::policy::tempo_version_test
