#include <gmock/gmock.h>

#include "policy/webhooks/random_cases.hpp"
#include "policy/webhooks/registered.hpp"

namespace tempo_admission::policy {
namespace unsent_requests_test {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

RegisteredWebhooks registered_for(const Policy& policy) {
  const auto webhooks = webhooks_for(policy);
  return {webhooks, webhooks};
}

std::vector<std::string> reasons(const Policy& policy, const RegisteredWebhooks& registered) {
  std::vector<std::string> lines;
  for (const auto& unsent : unsent_requests(policy, registered))
    lines.push_back(unsent.rule + " " + std::string(to_string(unsent.phase)) + ": " + unsent.why);
  return lines;
}

Policy tenants_policy(const std::string& more = "") {
  return policy_of(
      policy_text("mode: enforce\ntenants:\n- name: a\n  format: overrides\n"
                  "  key: k\n  selector: {matchLabels: {x: a}}\n" +
                  more));
}

TEST(UnsentRequests, AreNoneWithTheWebhooksOfThePolicyItself) {
  RandomCases cases(7);
  for (int i = 0; i < 300; ++i) {
    const auto text = cases.policy();
    const auto policy = policy_of(text);
    EXPECT_THAT(reasons(policy, registered_for(policy)), IsEmpty()) << text;
  }
}

TEST(UnsentRequests, AreReportedWheneverWebhooksOfAnotherPolicyLoseOne) {
  RandomCases cases(8);
  std::size_t judged = 0;
  for (int i = 0; i < 300; ++i) {
    const auto text = cases.policy();
    const auto policy = policy_of(text);
    const auto registered = registered_for(policy_of(cases.policy()));
    if (!unsent_requests(policy, registered).empty()) continue;
    for (int j = 0; j < 100; ++j) {
      const auto review = cases.review();
      if (validate(policy, review).rules.empty()) continue;
      ++judged;
      EXPECT_TRUE(sends(registered.validating, review)) << text << review.dump(1);
    }
  }
  EXPECT_GT(judged, 100);
}

TEST(UnsentRequests, NameAnOperationThatIsNotRegistered) {
  EXPECT_THAT(
      reasons(tenants_policy("  deleteProtection: true\n"), registered_for(tenants_policy())),
      ElementsAre("a validate: no webhook is called for DELETE of configmaps"));
}

TEST(UnsentRequests, OfServicesAreReportedForBothPhases) {
  EXPECT_THAT(
      unsent_requests(policy_of(policy_text("mode: audit\nservices:\n- name: s\n  selector: "
                                            "{}\n  annotations: {a: b}\n")),
                      {}),
      ElementsAre(
          AllOf(Field(&Unsent::phase, kube::Phase::mutate), Field(&Unsent::for_services, true)),
          Field(&Unsent::phase, kube::Phase::validate)));
}

TEST(UnsentRequests, NameTheSelectorThatIsTooNarrow) {
  auto registered = registered_for(tenants_policy());
  registered.validating.front().objects.requirements.front().values = {"b"};
  EXPECT_THAT(reasons(tenants_policy(), registered), ElementsAre(HasSubstr("objectSelector")));
  registered = registered_for(tenants_policy());
  registered.validating.front().namespaces = {{{"team", kube::SelectorOperator::in, {"tracing"}}}};
  EXPECT_THAT(reasons(tenants_policy(), registered), ElementsAre(HasSubstr("namespaceSelector")));
}

TEST(UnsentRequests, AreNotTheNamespacesThatThePolicyExemptsByAGlob) {
  auto policy = policy_of(policy_text(
      "exempt: {namespaces: ['kube-*']}\ntenants:\n- name: a\n  format: overrides\n  key: k\n"
      "  selector: {}\n"));
  auto registered = registered_for(policy);
  registered.validating.front().namespaces = {
      {{"kubernetes.io/metadata.name", kube::SelectorOperator::not_in, {"kube-system"}}}};
  EXPECT_THAT(reasons(policy, registered), IsEmpty());
}

TEST(UnsentRequests, NameTheKeyThatAConditionDoesNotTest) {
  auto registered = registered_for(tenants_policy());
  registered.validating.front().conditions.front().expression = *key_condition({"k"});
  EXPECT_THAT(reasons(tenants_policy(), registered),
              ElementsAre(HasSubstr("does not test the key 'k.gz'")));
}

TEST(UnsentRequests, MayHideInAConditionOfAnybodyElse) {
  auto registered = registered_for(tenants_policy());
  registered.validating.front().conditions.push_back({"own", "object.metadata.name != 'a'"});
  EXPECT_THAT(reasons(tenants_policy(), registered),
              ElementsAre(HasSubstr("match condition 'own'")));
}

TEST(UnsentRequests, AreExplainedByTheWebhookThatIsMeantForTheRule) {
  const auto policy = default_policy();
  auto registered = registered_for(policy);
  registered.validating.back().objects.requirements.front().values = {"false"};
  EXPECT_THAT(reasons(policy, registered), ElementsAre(HasSubstr("'tenants.tempo-admission.io'")));
}

TEST(UnsentRequests, AreSentByAnyOfSeveralWebhooks) {
  auto registered = registered_for(tenants_policy());
  auto other = registered.validating.front();
  other.name = "other";
  other.objects = {{{"y", kube::SelectorOperator::exists, {}}}};
  registered.validating.insert(registered.validating.begin(), other);
  EXPECT_THAT(reasons(tenants_policy(), registered), IsEmpty());
}

}  // namespace unsent_requests_test
}  // namespace tempo_admission::policy
