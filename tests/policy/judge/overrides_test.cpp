#include "policy/judge/overrides.hpp"

#include <gmock/gmock.h>

#include <string>

#include "policy/review.hpp"

namespace tempo_admission::policy::overrides_test {
namespace {

TEST(JointAnswer, IsOpenWithoutFiles) {
  EXPECT_EQ(JointAnswer().value(), std::nullopt);
}

TEST(JointAnswer, IsNoAsSoonAsOneFileIsRefused) {
  JointAnswer answer;
  answer.add(true);
  answer.add(std::nullopt);
  answer.add(false);
  EXPECT_EQ(answer.value(), false);
}

TEST(JointAnswer, IsOpenWhereOneFileWasNotReadToTheEnd) {
  JointAnswer answer;
  answer.add(true);
  answer.add(std::nullopt);
  EXPECT_EQ(answer.value(), std::nullopt);
}

TEST(JointAnswer, IsYesWhereEveryFileIsLoaded) {
  JointAnswer answer;
  answer.add(true);
  answer.add(true);
  EXPECT_EQ(answer.value(), true);
}

Policy both_keys() {
  return policy_of(
      policy_text("tenants: [{name: r, mode: enforce, selector: {}, keys: [a.yaml, b.yaml], "
                  "format: overrides}]\n"));
}

const std::string good =
    "overrides: {t: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}}}\n";

TEST(JudgeOverrides, JudgesEveryKeyOfTheRule) {
  const auto decision = validate(
      both_keys(), create(config_map({{"a.yaml", good}, {"b.yaml", "overrides: {t: ~}\n"}})));
  ASSERT_NE(find_code(decision, "overrides/null-tenant"), nullptr);
  EXPECT_EQ(find_code(decision, "overrides/null-tenant")->key, "b.yaml");
  EXPECT_EQ(decision.tempo_accepts, false);
}

// The tenants go from a file that is judged to one that nobody reads.
TEST(JudgeOverrides, TakesARemovedKeyForTheRemovalOfItsTenants) {
  const auto policy = policy_of(
      policy_text("tenants: [{name: r, mode: enforce, selector: {}, keys: [a.yaml, b.yaml], "
                  "format: overrides, changes: {removalAnnotation: example.com/remove}}]\n"));
  const auto decision = validate(policy, update(config_map({{"b.yaml", good}, {"c", good}}),
                                                config_map({{"a.yaml", good}, {"b.yaml", good}})));
  EXPECT_FALSE(decision.allowed);
}

}  // namespace
}  // namespace tempo_admission::policy::overrides_test
