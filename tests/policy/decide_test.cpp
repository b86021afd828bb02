#include "tempo_admission/policy/decide.hpp"

#include <gmock/gmock.h>

#include <string>

#include "policy/review.hpp"

namespace tempo_admission::policy::decide_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string wants_a =
    "services: [{name: a, mode: enforce, selector: {}, annotations: {a: x}}]\n";

TEST(Decide, LeavesAnExemptNamespaceAlone) {
  const auto policy = policy_of(policy_text("exempt: {namespaces: [tem*]}\n" + wants_a));
  EXPECT_THAT(mutate(policy, create(service("x"))).rules, IsEmpty());
}

TEST(Decide, LeavesAnExemptUserAlone) {
  const auto policy = policy_of(policy_text("exempt: {users: [jane]}\n" + wants_a));
  EXPECT_THAT(mutate(policy, create(service("x"))).rules, IsEmpty());
  EXPECT_THAT(mutate(policy, as_user(create(service("x")), "joe")).rules, testing::SizeIs(1));
}

TEST(Decide, LeavesSubresourcesAlone) {
  auto review = create(service("x"));
  review["request"]["subResource"] = "status";
  EXPECT_THAT(mutate(policy_of(policy_text(wants_a)), review).rules, IsEmpty());
}

TEST(Decide, LeavesOtherKindsAlone) {
  auto secret = service("x");
  secret["kind"] = "Secret";
  EXPECT_THAT(mutate(policy_of(policy_text(wants_a)), create(secret)).rules, IsEmpty());
}

TEST(Decide, LeavesTheServicesOfOtherGroupsAlone) {
  auto review = create(service("x"));
  review["request"]["kind"]["group"] = "serving.knative.dev";
  EXPECT_THAT(mutate(policy_of(policy_text(wants_a)), review).rules, IsEmpty());
}

TEST(Decide, OrdersFindingsByRule) {
  const auto policy = policy_of(
      policy_text("services:\n- {name: b, mode: enforce, selector: {}, annotations: {b: x}}\n"
                  "- {name: a, mode: warn, selector: {}, annotations: {a: x}}\n"));
  std::vector<std::string> rules;
  for (const auto& finding : validate(policy, create(service("x"))).findings)
    rules.push_back(finding.rule);
  EXPECT_THAT(rules, ElementsAre("b", "a"));
}

TEST(Decide, NotesWhichRulesWouldDeny) {
  const auto policy = policy_of(policy_text(
      "services:\n- {name: a, mode: audit, required: true, selector: {}, annotations: {a: x}}\n"
      "- {name: b, mode: audit, selector: {matchLabels: {app.kubernetes.io/name: "
      "tempo}}, annotations: {b: x}}\n"));
  auto with_b = service("x");
  with_b["metadata"]["annotations"] = {{"b", "x"}};
  const auto decision = validate(policy, create(with_b));
  ASSERT_EQ(decision.rules.size(), 2U);
  EXPECT_TRUE(decision.allowed);
  EXPECT_TRUE(decision.rules[0].would_deny);
  EXPECT_FALSE(decision.rules[1].would_deny);
}

}  // namespace
}  // namespace tempo_admission::policy::decide_test
