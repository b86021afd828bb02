// What an UPDATE can do to escape a rule: leave it, empty the file, or go through the packed twin.
#include "policy/judge/overrides.hpp"

#include <gmock/gmock.h>

#include "policy/packed.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy::leaving_a_rule_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

const std::string good =
    "overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 15000000, burst_size_bytes: "
    "20000000}\n";
const std::string other =
    "overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 16000000, burst_size_bytes: "
    "20000000}\n";
const std::string bad = "overrides:\n  team-a:\n";

Policy policy_with(const std::string& more, const std::string& file = "") {
  return policy_of(policy_text("mode: enforce\n" + file +
                               "tenants:\n- name: overrides\n  selector: {matchLabels: "
                               "{app.kubernetes.io/name: tempo}}\n  key: overrides.yaml\n  "
                               "format: overrides\n" +
                               more));
}

Json without_label(Json object) {
  object["metadata"]["labels"].erase("app.kubernetes.io/name");
  return object;
}

Json annotated(Json object, const std::string& names) {
  object["metadata"]["annotations"] = {{"tempo.io/remove", names}};
  return object;
}

Json twins(const std::string& plain, const std::string& gz) {
  auto object = config_map(plain.empty() ? Json::object() : Json{{"overrides.yaml", plain}});
  if (!gz.empty()) object["binaryData"] = {{"overrides.yaml.gz", base64(packed(gz))}};
  return object;
}

// Whether the new text is judged is shown by what Tempo would refuse in it.
TEST(LeavingTheRule, DoesNotEndTheJudgementOfWhatTheSameUpdateWrites) {
  const auto policy = policy_with("");
  const auto before = overrides_map(good);
  auto skipped = overrides_map(bad);
  skipped["metadata"]["labels"]["app.kubernetes.io/name"] = "other";
  for (const auto& after : {without_label(overrides_map(bad)), skipped,
                            without_label(twins("", bad)), without_label(twins(good, bad))}) {
    const auto decision = validate(policy, update(after, before));
    EXPECT_FALSE(decision.allowed);
    EXPECT_THAT(codes_of(decision), Contains("overrides/null-tenant"));
  }
}

TEST(LeavingTheRule, KeepsLimitsAndImmutableFields) {
  const auto policy = policy_with(
      "  allowedChangers: [jane]\n  limits: [{path: ingestion.rate_limit_bytes, max: "
      "15000000}]\n  changes: {immutable: [ingestion.rate_limit_bytes]}\n");
  const auto decision =
      validate(policy, update(without_label(overrides_map(other)), overrides_map(good)));
  EXPECT_THAT(codes_of(decision), ElementsAre("tenants/above-maximum", "tenants/immutable-field"));
}

TEST(LeavingTheRule, IsAnErrorWhileTheTextStays) {
  const auto policy = policy_with("");
  auto skipping = policy_with("  skipWhenLabel: {skip: \"true\"}\n");
  auto skipped = overrides_map(good);
  skipped["metadata"]["labels"]["skip"] = "true";
  EXPECT_THAT(codes_of(validate(skipping, update(skipped, overrides_map(good)))),
              ElementsAre("configmap/leaves-rule"));
  for (const auto& after :
       {without_label(overrides_map(good)), without_label(twins("", good)),
        config_map({{"renamed.yaml", good}}), config_map({{"renamed.yaml", other}}),
        without_label(config_map({{"renamed.yaml", other}}))}) {
    const auto decision = validate(policy, update(after, overrides_map(good)));
    EXPECT_THAT(codes_of(decision), ElementsAre("configmap/leaves-rule")) << after;
    EXPECT_EQ(decision.denial->code, 403);
  }
}

TEST(LeavingTheRule, IsFoundInPackedCopiesUnderOtherKeys) {
  auto after = config_map(Json::object());
  after["binaryData"] = {{"renamed", base64(packed(other))}};
  EXPECT_THAT(codes_of(validate(policy_with(""), update(after, overrides_map(good)))),
              ElementsAre("configmap/leaves-rule"));
}

TEST(LeavingTheRule, TakesTwoStepsNowhere) {
  const auto policy = policy_with("");
  // First a copy under another key, then the key goes.
  const auto copied = config_map({{"overrides.yaml", good}, {"copy.yaml", good}});
  EXPECT_TRUE(validate(policy, update(copied, overrides_map(good))).allowed);
  EXPECT_FALSE(validate(policy, update(config_map({{"copy.yaml", good}}), copied)).allowed);
  // First an empty file, then the label goes.
  const auto emptied = overrides_map("overrides: {}\n");
  EXPECT_TRUE(validate(policy, update(emptied, overrides_map(good))).allowed);
  EXPECT_FALSE(validate(policy, update(without_label(emptied), emptied)).allowed);
  // First a finalizer and a deletion, then the label goes.
  auto dying = overrides_map(good);
  dying["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z";
  EXPECT_FALSE(validate(policy, update(without_label(dying), dying)).allowed);
}

TEST(LeavingTheRule, IsFreeWhereTheTextGoesAsWell) {
  const auto policy = policy_with("");
  EXPECT_TRUE(validate(policy, update(config_map({{"notes", "x"}}), overrides_map(good))).allowed);
  EXPECT_TRUE(validate(policy, update(without_label(config_map({{"notes", "overrides: {x: {}}"}})),
                                      overrides_map(good)))
                  .allowed);
}

TEST(LeavingTheRule, IsNotPassedOverByTheRatchet) {
  EXPECT_FALSE(validate(policy_with("  ratchet: true\n"),
                        update(without_label(overrides_map(bad)), overrides_map(bad)))
                   .allowed);
}

TEST(LeavingTheRule, IsFreeForThoseWhoMayChangeTenants) {
  const auto policy = policy_with("  allowedChangers: [provisioner]\n");
  const auto request = update(without_label(overrides_map(good)), overrides_map(good));
  EXPECT_TRUE(validate(policy, as_user(request, "provisioner")).allowed);
  EXPECT_FALSE(validate(policy, as_user(request, "jane")).allowed);
}

TEST(LeavingTheRule, IsFreeWhereTheAnnotationNamesEveryTenant) {
  const auto policy = policy_with("  changes: {removalAnnotation: tempo.io/remove}\n");
  const auto before = overrides_map(good + "  team-b: {}\n");
  const auto after = without_label(before);
  EXPECT_FALSE(validate(policy, update(annotated(after, "team-a"), before)).allowed);
  EXPECT_TRUE(validate(policy, update(annotated(after, "team-a, team-b"), before)).allowed);
  const auto empty = overrides_map("overrides: {}\n");
  EXPECT_FALSE(validate(policy, update(without_label(empty), empty)).allowed);
}

TEST(LeavingTheRule, IsNotFreeWhereTheStoredTenantsAreUnknown) {
  const auto policy = policy_with("  changes: {removalAnnotation: tempo.io/remove}\n");
  const auto before = overrides_map("overrides: [\n");
  EXPECT_THAT(
      codes_of(validate(policy, update(annotated(without_label(before), "team-a"), before))),
      Contains("configmap/leaves-rule"));
}

TEST(ImmutableField, CannotChangeInStepsThroughThePackedTwin) {
  const auto policy = policy_with("  changes: {immutable: [ingestion.rate_limit_bytes]}\n");
  const auto codes = [&](const Json& after, const Json& before) {
    return codes_of(validate(policy, update(after, before)));
  };
  EXPECT_THAT(codes(twins("", other), twins(good, "")), ElementsAre("tenants/immutable-field"));
  EXPECT_THAT(codes(twins(good, other), twins(good, "")), ElementsAre("tenants/immutable-field"));
  EXPECT_THAT(codes(twins(good, other), twins("", other)), ElementsAre("tenants/immutable-field"));
  EXPECT_THAT(codes(twins("", other), twins(good, other)), ElementsAre("tenants/immutable-field"));
  EXPECT_THAT(codes(twins(good, good), twins(good, "")), IsEmpty());
  EXPECT_THAT(codes(twins("", good), twins(good, good)), IsEmpty());
  EXPECT_THAT(
      codes(twins(good + "  b: {ingestion: {rate_limit_bytes: 1}}\n", other), twins(good, other)),
      Not(Contains("tenants/immutable-field")));
}

TEST(DeleteProtection, TakesEmptyingForRemoval) {
  const auto policy = policy_with("  deleteProtection: true\n");
  for (const auto* text : {"overrides: {}\n", "overrides:\n", "", "# empty\n", "{}",
                           "overrides: {team-b: {ingestion: {rate_limit_bytes: 1}}}\n"}) {
    const auto decision = validate(policy, update(overrides_map(text), overrides_map(good)));
    EXPECT_THAT(codes_of(decision), Contains("tenants/delete-protected")) << text;
  }
  EXPECT_FALSE(validate(policy, update(twins("", "overrides: {}\n"), overrides_map(good))).allowed);
  EXPECT_TRUE(validate(policy, update(overrides_map(good), overrides_map(good + "  team-b: {}\n")))
                  .allowed);
}

TEST(DeleteProtection, LetsAFileBeEmptiedThatNamesEveryTenant) {
  const auto policy =
      policy_with("  deleteProtection: true\n  changes: {removalAnnotation: tempo.io/remove}\n");
  const auto after = annotated(overrides_map("overrides: {}\n"), "team-a");
  EXPECT_TRUE(validate(policy, update(after, overrides_map(good))).allowed);
}

Json unreadable(const std::string& bytes) {
  auto object = config_map(Json::object());
  object["binaryData"] = {{"overrides.yaml.gz", base64(bytes)}};
  return object;
}

TEST(Ratchet, PassesOverAFileThatCouldNotBeReadBefore) {
  const auto policy = policy_with("");
  for (const auto& bytes : {good, packed(std::string(20 << 20, ' '))}) {
    const auto before = unreadable(bytes);
    auto after = before;
    after["metadata"]["annotations"] = {{"note", "x"}};
    after["metadata"]["finalizers"] = Json::array();
    const auto decision = validate(policy, update(after, before));
    EXPECT_TRUE(decision.allowed);
    EXPECT_THAT(decision.findings, testing::SizeIs(1));
    EXPECT_FALSE(validate(policy, create(before)).allowed);
    EXPECT_FALSE(validate(policy, update(unreadable(bytes + "x"), before)).allowed);
    EXPECT_FALSE(validate(policy_with("  ratchet: false\n"), update(after, before)).allowed);
  }
}

TEST(AllowedChangers, MayAloneReplaceAFileByOneThatCannotBeRead) {
  const auto policy = policy_with("  allowedChangers: [provisioner]\n",
                                  "severity: {configmap/unpacks-too-large: warning}\n");
  const auto after = unreadable(packed(std::string(20 << 20, ' ')));
  EXPECT_FALSE(validate(policy, as_user(update(after, overrides_map(good)), "jane")).allowed);
}

}  // namespace
}  // namespace tempo_admission::policy::leaving_a_rule_test
