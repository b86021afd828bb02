#include "tempo_admission/policy/example_object.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Policy with_rules(const std::string& rules) {
  return policy_of(
      "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\nmode: enforce\ntenants:\n" + rules);
}

TEST(ExampleObjects, MeetTheDefaultPolicy) {
  EXPECT_THAT(
      example_objects(default_policy(), TextFormat::overrides),
      ElementsAre(ExampleObject{"overrides.yaml", "", "", {{"app.kubernetes.io/name", "tempo"}}}));
  EXPECT_THAT(
      example_objects(default_policy(), TextFormat::declared_tenants),
      ElementsAre(ExampleObject{"tenants.yaml", "", "", {{"tempo-admission.io/tenants", "true"}}}));
}

TEST(ExampleObjects, MeetSelectorNamespaceNameAndChart) {
  const auto policy = with_rules(
      "- name: a\n  key: limits.yaml\n  format: overrides\n  namespaces: ['traces-*']\n"
      "  names: ['*-runtime']\n  chart: tempo-distributed >=1.21.1 <4\n  selector:\n"
      "    matchExpressions:\n    - {key: team, operator: Exists}\n"
      "    - {key: tier, operator: In, values: [gold, silver]}\n"
      "    - {key: old, operator: DoesNotExist}\n");
  EXPECT_THAT(
      example_objects(policy, TextFormat::overrides),
      ElementsAre(ExampleObject{
          "limits.yaml",
          "traces-x",
          "x-runtime",
          {{"team", "x"}, {"tier", "gold"}, {"helm.sh/chart", "tempo-distributed-1.21.1"}}}));
}

TEST(ExampleObjects, AreOneForRulesThatLookForTheSame) {
  const std::string rule =
      "  key: overrides.yaml\n  format: overrides\n  selector: {matchLabels: {a: b}}\n";
  EXPECT_THAT(example_objects(with_rules("- name: a\n" + rule + "- name: b\n" + rule),
                              TextFormat::overrides),
              SizeIs(1));
}

TEST(ExampleObjects, LeaveOutARuleThatIsOff) {
  EXPECT_THAT(
      example_objects(with_rules("- name: a\n  mode: \"off\"\n  key: overrides.yaml\n"
                                 "  format: overrides\n  selector: {matchLabels: {a: b}}\n"),
                      TextFormat::overrides),
      IsEmpty());
}

}  // namespace
}  // namespace tempo_admission::policy
