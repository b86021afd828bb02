// The work budget of one review: new and stored files, all keys, all rules.
#include "policy/model/text_effort.hpp"

#include <gmock/gmock.h>

#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* good =
    "overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 15000000, burst_size_bytes: "
    "20000000}\n";
constexpr const char* too_costly = "yaml/too-costly";

std::string nest(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

// Valid as far as it can be read: about 400,000 steps for a depth of 800.
std::string costly(std::size_t depth) {
  return good +
         std::string("  team-b: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}, x: ") +
         nest(depth) + "}\n";
}

std::string rules(const std::string& names, std::uint64_t steps, const std::string& more = "") {
  std::string text = "textLimits: {depth: 10000, steps: " + std::to_string(steps) + "}\ntenants:\n";
  for (const char name : names)
    text += std::string("- {name: ") + name +
            ", mode: enforce, selector: {}, keys: [overrides.yaml, more.yaml], format: overrides" +
            more + "}\n";
  return policy_text(text);
}

TEST(TextEffort, IsSpentByOneCostlyText) {
  const auto decision =
      validate(policy_of(rules("a", 100'000)), create(overrides_map(costly(2'000))));
  EXPECT_FALSE(decision.allowed);
  EXPECT_THAT(codes_of(decision), Contains(too_costly));
  EXPECT_EQ(decision.tempo_accepts, std::nullopt);
  EXPECT_THAT(find_code(decision, too_costly)->what.message, HasSubstr("reading the YAML"));
}

TEST(TextEffort, IsSharedByAllKeys) {
  const auto policy = policy_of(rules("a", 500'000));
  const auto one = config_map({{"overrides.yaml", costly(800)}});
  const auto two = config_map({{"overrides.yaml", costly(800)}, {"more.yaml", costly(800)}});
  EXPECT_THAT(codes_of(validate(policy, create(one))), Not(Contains(too_costly)));
  EXPECT_THAT(codes_of(validate(policy, create(two))), Contains(too_costly));
}

TEST(TextEffort, IsSharedByAllRules) {
  const auto review = create(overrides_map(costly(800)));
  EXPECT_THAT(codes_of(validate(policy_of(rules("a", 500'000)), review)),
              Not(Contains(too_costly)));
  EXPECT_THAT(codes_of(validate(policy_of(rules("abc", 500'000)), review)), Contains(too_costly));
}

TEST(TextEffort, OfACostlyStoredTextDoesNotKeepItFromBeingRepaired) {
  const auto review = update(overrides_map(good), overrides_map(costly(5'000)));
  const auto decision = validate(policy_of(rules("ab", 20'000)), review);
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(codes_of(decision), Not(Contains(too_costly)));
}

TEST(TextEffort, OfACostlyStoredTextLeavesNoRatchet) {
  const std::string bad = "overrides:\n  team-a:\n    ingestion: {rate_limit_byte: 1}\n";
  const auto stored = bad + "  team-b: {x: " + nest(5'000) + "}\n";
  const auto decision =
      validate(policy_of(rules("a", 20'000)), update(overrides_map(bad), overrides_map(stored)));
  EXPECT_FALSE(decision.allowed);
  EXPECT_THAT(codes_of(decision), Contains("overrides/unknown-field"));
}

TEST(TextEffort, OfACostlyStoredTextLeavesNothingToCompare) {
  const auto policy = policy_of(rules("a", 20'000,
                                      ", changes: {immutable: [ingestion.rate_limit_bytes], "
                                      "removalAnnotation: example.com/remove}"));
  const auto review = update(overrides_map(good), overrides_map(costly(5'000)));
  EXPECT_TRUE(validate(policy, review).allowed);
}

TEST(TextEffort, OfACostlyStoredTextStillLeavesTheAllowedChangers) {
  const auto policy = policy_of(rules("a", 20'000, ", allowedChangers: [admin]"));
  const auto review =
      as_user(update(overrides_map(good), overrides_map(costly(5'000))), "somebody");
  EXPECT_THAT(codes_of(validate(policy, review)), Contains("tenants/changer-not-allowed"));
}

TEST(TextEffort, LetsAnUnchangedCostlyTextKeepItsPlace) {
  const auto stored = overrides_map(costly(5'000));
  auto labelled = stored;
  labelled["metadata"]["labels"]["team"] = "a";
  EXPECT_TRUE(validate(policy_of(rules("a", 20'000)), update(labelled, stored)).allowed);
}

TEST(TextEffort, IsEnoughForTheStoredTextWhereItWasEnoughForTheNew) {
  const auto text = costly(800);
  const auto policy = policy_of(rules("a", 500'000));
  EXPECT_THAT(codes_of(validate(policy, create(overrides_map(text)))), Not(Contains(too_costly)));
  const auto review = update(overrides_map(good), overrides_map(text));
  EXPECT_THAT(audit_value(validate(policy, review), "tenant-changes"), HasSubstr("team-b"));
}

TEST(TextAllowance, OfBytesIsSharedByAllKeys) {
  const std::string limits = "textLimits: {bytes: 150}\n";
  auto text = rules("a", 1'000'000);
  text.replace(text.find("textLimits"), text.find("tenants:") - text.find("textLimits"), limits);
  const auto policy = policy_of(text);
  EXPECT_TRUE(validate(policy, create(config_map({{"overrides.yaml", good}}))).allowed);
  const auto two = config_map({{"overrides.yaml", good}, {"more.yaml", good}});
  EXPECT_THAT(codes_of(validate(policy, create(two))), Contains("yaml/too-large"));
}

TEST(TextAllowance, OfNodesIsSharedByAllKeys) {
  auto text = rules("a", 1'000'000);
  text.replace(text.find("textLimits"), text.find("tenants:") - text.find("textLimits"),
               "textLimits: {nodes: 15}\n");
  const auto policy = policy_of(text);
  EXPECT_TRUE(validate(policy, create(config_map({{"overrides.yaml", good}}))).allowed);
  const auto two = config_map({{"overrides.yaml", good}, {"more.yaml", good}});
  EXPECT_THAT(codes_of(validate(policy, create(two))), Contains("yaml/too-many-nodes"));
}

}  // namespace
}  // namespace tempo_admission::policy
