#include <gmock/gmock.h>

#include "policy/webhooks/random_cases.hpp"
#include "policy/webhooks/registered.hpp"

namespace tempo_admission::policy {
namespace webhooks_for_test {

using kube::SelectorOperator;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string rule(const std::string& name, const std::string& more) {
  return "- name: " + name + "\n  format: overrides\n" + more;
}

Policy with_rules(const std::string& rules) {
  return policy_of(policy_text("mode: enforce\ntenants:\n" + rules));
}

std::vector<std::string> operations_of(const Webhook& webhook) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < webhook.operations.size(); ++i)
    if (webhook.operations.test(i))
      names.emplace_back(kube::to_string(static_cast<kube::Operation>(i)));
  return names;
}

TEST(WebhooksFor, TheDefaultPolicyAreThree) {
  const auto webhooks = webhooks_for(default_policy());
  ASSERT_THAT(webhooks, SizeIs(3));
  EXPECT_EQ(webhooks[0].name, "services.tempo-admission.io");
  EXPECT_EQ(webhooks[1].name, "overrides.tempo-admission.io");
  EXPECT_EQ(webhooks[2].name, "tenants.tempo-admission.io");
  for (const auto& webhook : webhooks)
    EXPECT_THAT(operations_of(webhook), ElementsAre("CREATE", "UPDATE"));
  const auto& label = webhooks[0].objects.requirements;
  ASSERT_THAT(label, SizeIs(1));
  EXPECT_EQ(label.front().key, "app.kubernetes.io/name");
  EXPECT_THAT(label.front().values, ElementsAre("tempo"));
}

TEST(WebhooksFor, APolicyAreNotMoreThanItsRulesNeed) {
  EXPECT_THAT(webhooks_for(policy_of(policy_text("mode: audit\n"))), IsEmpty());
  const auto rule_that_is_off = rule("a", "  mode: \"off\"\n  key: k\n  selector: {}\n");
  EXPECT_THAT(webhooks_for(with_rules(rule_that_is_off)), IsEmpty());
  EXPECT_THAT(webhooks_for(with_rules(rule("a", "  key: k\n  selector: {}\n"))), SizeIs(1));
}

TEST(WebhooksFor, RulesWithSeveralKeysAskForAnyOfThem) {
  const auto webhooks = webhooks_for(with_rules(rule("a", "  keys: [k1, k2]\n  selector: {}\n") +
                                                rule("b", "  key: k3\n  selector: {}\n")));
  ASSERT_THAT(webhooks.front().conditions, SizeIs(1));
  EXPECT_EQ(keys_of_condition(webhooks.front().conditions.front().expression),
            data_keys_for({"k1", "k2", "k3"}));
}

TEST(WebhooksFor, DeletionsAreOnlyThoseThatARuleJudges) {
  const std::string plain = rule("a", "  key: k\n  selector: {}\n");
  EXPECT_THAT(operations_of(webhooks_for(with_rules(plain)).front()),
              ElementsAre("CREATE", "UPDATE"));
  for (const std::string& more :
       {std::string("  deleteProtection: true\n"), std::string("  allowedChangers: [jane]\n"),
        std::string("  changes: {removalAnnotation: example.com/remove}\n")}) {
    EXPECT_THAT(operations_of(webhooks_for(with_rules(plain + more)).front()),
                ElementsAre("CREATE", "UPDATE", "DELETE"));
    EXPECT_THAT(
        operations_of(webhooks_for(with_rules(plain + more + "  operations: [UPDATE]\n")).front()),
        ElementsAre("UPDATE"));
  }
}

TEST(WebhooksFor, ExemptNamespacesAreLeftOutAsFarAsTheyAreNamed) {
  const auto policy =
      policy_of(policy_text("exempt: {namespaces: [b, 'kube-*', Not_A_Namespace!]}\ntenants:\n" +
                            rule("a", "  key: k\n  selector: {}\n")),
                {.exempt_namespaces = {"a"}});
  const auto webhooks = webhooks_for(policy);
  const auto& namespaces = webhooks.front().namespaces.requirements;
  ASSERT_THAT(namespaces, SizeIs(1));
  EXPECT_EQ(namespaces.front().key, "kubernetes.io/metadata.name");
  EXPECT_EQ(namespaces.front().op, SelectorOperator::not_in);
  EXPECT_THAT(namespaces.front().values, ElementsAre("a", "b"));
}

TEST(WebhooksFor, RulesForSomeNamespacesAskForThese) {
  const auto webhooks = webhooks_for(
      with_rules(rule("a", "  key: k\n  selector: {}\n  namespaces: [x, kube-system]\n") +
                 rule("b", "  key: k\n  selector: {}\n  namespaces: [y]\n")));
  const auto& namespaces = webhooks.front().namespaces.requirements;
  ASSERT_THAT(namespaces, SizeIs(1));
  EXPECT_EQ(namespaces.front().op, SelectorOperator::in);
  EXPECT_THAT(namespaces.front().values, ElementsAre("x", "y"));
}

TEST(WebhooksFor, TooManyKeysSendEveryConfigMap) {
  std::string keys;
  for (int i = 0; i < 1000; ++i) keys += "key-" + std::to_string(i) + ", ";
  const auto webhooks =
      webhooks_for(with_rules(rule("a", "  keys: [" + keys + "]\n  selector: {}\n")));
  EXPECT_THAT(webhooks.front().conditions, IsEmpty());
}

// The invariant: what a rule would judge is sent.
TEST(WebhooksFor, RandomPoliciesSendAllThatIsJudged) {
  RandomCases cases(12);
  std::size_t judged = 0;
  for (int i = 0; i < 300; ++i) {
    const auto text = cases.policy();
    const auto policy = policy_of(text, {.exempt_namespaces = {"own"}});
    const auto webhooks = webhooks_for(policy);
    for (int j = 0; j < 30; ++j) {
      const auto review = cases.review();
      if (validate(policy, review).rules.empty()) continue;
      ++judged;
      ASSERT_TRUE(sends(webhooks, review)) << text << review.dump(1);
    }
  }
  EXPECT_GT(judged, 1000);
}

}  // namespace webhooks_for_test
}  // namespace tempo_admission::policy
