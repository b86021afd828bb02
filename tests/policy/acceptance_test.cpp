// The seven expectations of users of an audit mode (docs/policy.md), through the whole engine. The
// fifth, existing objects, is `check` on a dump: the same calls as here.
#include <gmock/gmock.h>

#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Json& bad_map() {
  static const Json object = overrides_map("overrides:\n  team-a:\n");
  return object;
}

const std::string required_rule = policy_text(
    "mode: enforce\nservices:\n- {name: r, selector: {}, required: true, annotations: {a: x}}\n");

class WatchingMode : public testing::TestWithParam<Mode> {
 protected:
  LoadOptions options{.ceiling = GetParam()};
};

TEST_P(WatchingMode, Expectation1ChangesNothingAndRefusesNothing) {
  for (const auto phase : {kube::Phase::mutate, kube::Phase::validate})
    for (const auto& policy : {default_policy(options), policy_of(required_rule, options)})
      for (const auto& object : {service("querier"), gossip_ring(), bad_map()})
        for (const auto& review : {create(object), update(object, object), removal(object)}) {
          const auto decision = judge(policy, phase, review);
          EXPECT_TRUE(decision.allowed);
          EXPECT_THAT(decision.patch, IsEmpty());
          EXPECT_EQ(decision.denial, std::nullopt);
        }
}

TEST_P(WatchingMode, Expectation2TellsTheCallerInWarnAlone) {
  for (const auto& object : {service("querier"), bad_map()}) {
    const auto decision = mutate(default_policy(options), create(object));
    EXPECT_EQ(decision.warnings.empty(), GetParam() != Mode::warn);
    EXPECT_THAT(decision.warnings, Each(HasSubstr("[warn] ")));
  }
}

TEST_P(WatchingMode, Expectation3CountsByRule) {
  const auto policy = default_policy(options);
  const auto patch_hit = mutate(policy, create(service("querier"))).rules.at(0);
  EXPECT_EQ(policy.rules()[patch_hit.rule].name, "component-metrics");
  EXPECT_TRUE(patch_hit.would_patch);
  EXPECT_FALSE(patch_hit.would_deny);
  const auto deny_hit = mutate(policy, create(bad_map())).rules.at(0);
  EXPECT_EQ(policy.rules()[deny_hit.rule].name, "overrides");
  EXPECT_TRUE(deny_hit.would_deny);
}

TEST_P(WatchingMode, Expectation4KeepsEverySingleHit) {
  const auto policy = default_policy(options);
  EXPECT_THAT(audit_value(mutate(policy, create(service("querier"))), "would-patch"),
              HasSubstr("prometheus.io/port"));
  EXPECT_THAT(audit_value(mutate(policy, create(bad_map())), "would-deny"),
              HasSubstr("overrides.yaml:2:3 team-a"));
}

TEST_P(WatchingMode, Expectation6IsOneFieldBothWays) {
  const auto judge_by = [](const std::string& mode, const Json& object) {
    return mutate(policy_of(policy_text("mode: " + mode +
                                        "\nservices:\n- {name: r, selector: {}, annotations: "
                                        "{a: x}}\n")),
                  create(object));
  };
  const std::string watching(to_string(GetParam()));
  const auto object = service("querier");
  EXPECT_THAT(judge_by(watching, object).patch, IsEmpty());
  EXPECT_EQ(judge_by("enforce", object).patch, judge_by(watching, object).would_patch);
}

TEST_P(WatchingMode, Expectation7NamesTheModeOnEveryRecord) {
  for (const auto& object : {service("querier"), bad_map()}) {
    const auto decision = mutate(default_policy(options), create(object));
    EXPECT_EQ(audit_value(decision, "mode"), to_string(GetParam()));
    for (const auto& finding : decision.findings) EXPECT_EQ(finding.mode, GetParam());
    for (const auto& hit : decision.rules) EXPECT_EQ(hit.mode, GetParam());
  }
}

TEST_P(WatchingMode, NeverChangesWhatIsFound) {
  for (const auto& object : {bad_map(), overrides_map("overrides: [\n")}) {
    const auto watched = validate(default_policy(options), create(object));
    const auto enforced = validate(default_policy(), create(object));
    EXPECT_EQ(codes_of(watched), codes_of(enforced));
    EXPECT_EQ(watched.tempo_accepts, enforced.tempo_accepts);
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, WatchingMode, testing::Values(Mode::audit, Mode::warn));

TEST(ModeOff, MakesARuleThatDoesNotExist) {
  const auto decision = mutate(default_policy({.ceiling = Mode::off}), create(service("querier")));
  EXPECT_THAT(decision.rules, IsEmpty());
  EXPECT_THAT(decision.audit_annotations, IsEmpty());
}

TEST(MixedModes, Case121EachRuleGoesAsFarAsItsOwnMode) {
  const auto policy = policy_of(policy_text(R"(
services:
- {name: enforced, mode: enforce, selector: {}, annotations: {a: x}}
- {name: warned, mode: warn, selector: {}, annotations: {b: x}}
- {name: audited, mode: audit, selector: {}, annotations: {c: x}}
- {name: gone, mode: off, selector: {}, annotations: {d: x}}
)"));
  const auto decision = mutate(policy, create(service("querier")));
  EXPECT_EQ(patched(service("querier"), decision.patch)["metadata"]["annotations"],
            Json({{"a", "x"}}));
  EXPECT_EQ(patched(service("querier"), decision.would_patch)["metadata"]["annotations"],
            Json({{"b", "x"}, {"c", "x"}}));
  EXPECT_THAT(decision.warnings, testing::ElementsAre(HasSubstr("annotation b")));
  EXPECT_EQ(audit_value(decision, "mode"), "enforced=enforce,warned=warn,audited=audit");
}

TEST(MixedModes, Case121AWarningBesideADenialIsTold) {
  const auto rule = [](const std::string& name, const std::string& mode) {
    return "- {name: " + name + ", mode: " + mode +
           ", selector: {}, key: overrides.yaml, format: overrides}\n";
  };
  const auto policy =
      policy_of(policy_text("tenants:\n" + rule("strict", "enforce") + rule("told", "warn")));
  const auto decision = validate(policy, create(bad_map()));
  EXPECT_FALSE(decision.allowed);
  EXPECT_THAT(decision.warnings, Each(HasSubstr("[warn] ")));
  EXPECT_THAT(decision.warnings, Not(IsEmpty()));
}

TEST(Denial, NeverCarriesAPatch) {
  const auto decision = mutate(default_policy(), create(bad_map()));
  EXPECT_FALSE(decision.allowed);
  EXPECT_THAT(decision.patch, IsEmpty());
}

}  // namespace
}  // namespace tempo_admission::policy
