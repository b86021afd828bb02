// ConfigMaps with overrides files: conformance.md, 5.5.
#include "policy/judge/config_map.hpp"

#include <gmock/gmock.h>

#include "policy/packed.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* good =
    "overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 15000000, burst_size_bytes: "
    "20000000}\n";
constexpr const char* bad =
    "overrides:\n  team-a:\n    ingestion:\n      rate_limit_byte: 15000000\n  team-b:\n";

std::string rule_text(const std::string& more, const std::string& mode = "enforce") {
  return policy_text("mode: " + mode +
                     "\ntenants:\n- name: overrides\n  selector: {matchLabels: "
                     "{app.kubernetes.io/name: tempo}}\n  key: overrides.yaml\n  format: "
                     "overrides\n" +
                     more);
}

TEST(ValidateConfigMap, Case106AllowsAGoodFile) {
  for (const auto& review :
       {create(overrides_map(good)), update(overrides_map(good), overrides_map(good))}) {
    const auto decision = validate(default_policy(), review);
    EXPECT_TRUE(decision.allowed);
    EXPECT_EQ(decision.tempo_accepts, true);
    EXPECT_EQ(decision.tempo_runs, true);
    EXPECT_THAT(decision.findings, IsEmpty());
  }
}

TEST(ValidateConfigMap, Case107RefusesABadOneWithEveryFault) {
  const auto decision = validate(default_policy(), create(overrides_map(bad)));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.tempo_accepts, false);
  EXPECT_EQ(decision.tempo_runs, false);
  EXPECT_EQ(decision.denial->code, 422);
  EXPECT_EQ(decision.denial->reason, "Invalid");
  std::vector<std::string> fields;
  for (const auto& cause : decision.denial->causes) fields.push_back(cause.field);
  EXPECT_THAT(fields,
              testing::IsSupersetOf({"data[overrides.yaml].team-a.ingestion.rate_limit_byte",
                                     "data[overrides.yaml].team-b"}));
  EXPECT_THAT(decision.denial->message, HasSubstr("overrides.yaml:4:7 "));
  EXPECT_THAT(decision.denial->message, HasSubstr("overrides.yaml:5:3 team-b"));
}

TEST(ValidateConfigMap, RefusesWhatTempoLoadsAndDiesOf) {
  const auto decision = validate(
      default_policy(),
      create(overrides_map("overrides:\n  a: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: "
                           "1}, metrics_generator: {forwarder: {queue_size: -1}}}\n")));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.tempo_accepts, true);
  EXPECT_EQ(decision.tempo_runs, false);
  EXPECT_EQ(find_code(decision, "overrides/fatal-value")->what.tempo_fatal, Fatal::later);
}

TEST(ValidateConfigMap, Case107RefusesOnMutateToo) {
  EXPECT_FALSE(mutate(default_policy(), create(overrides_map(bad))).allowed);
}

TEST(ValidateConfigMap, Case108NeverPatches) {
  for (const auto phase : {kube::Phase::mutate, kube::Phase::validate})
    for (const auto* text : {good, bad})
      EXPECT_THAT(judge(default_policy(), phase, create(overrides_map(text))).patch, IsEmpty());
}

// The cap limits descriptions, not the verdict.
std::string harmless_tenants(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "  t" + std::to_string(i) + ": {}\n";
  return text;
}

TEST(Caps, NeverHideWhatThePolicyCallsAnError) {
  const auto policy = policy_of(rule_text("severity: {overrides/bare-duration: error}\n"));
  const std::string fault =
      "  z: {compaction: {block_retention: 0}, metrics_generator: "
      "{collection_interval: 15}}\n";
  for (const int tenants : {0, 90, 150, 1'200, 11'000}) {
    const auto harmless = "overrides:\n" + harmless_tenants(tenants);
    EXPECT_TRUE(validate(policy, create(overrides_map(harmless))).allowed) << tenants;
    EXPECT_FALSE(validate(policy, create(overrides_map(harmless + fault))).allowed) << tenants;
  }
}

TEST(Caps, NeverHideAnErrorBehindThoseThatTheRatchetPassesOver) {
  std::string old_faults = "overrides:\n";
  for (int i = 0; i < 1'500; ++i)
    old_faults += "  t" + std::to_string(i) + ": {metrics_generator: {collection_interval: 15}}\n";
  const auto policy = policy_of(rule_text("severity: {overrides/bare-duration: error}\n"));
  const auto before = overrides_map(old_faults);
  EXPECT_TRUE(validate(policy, update(overrides_map(old_faults + "  u: {}\n"), before)).allowed);
  const auto added = old_faults + "  u: {metrics_generator: {collection_interval: 15}}\n";
  EXPECT_FALSE(validate(policy, update(overrides_map(added), before)).allowed);
}

TEST(Caps, NeverHideATenantThatTakesOverAFaultyBlockByAnAlias) {
  const auto policy = policy_of(rule_text("severity: {overrides/bare-duration: error}\n"));
  const std::string before = "overrides:\n  a: &x {metrics_generator: {collection_interval: 15}}\n";
  EXPECT_FALSE(
      validate(policy, update(overrides_map(before + "  b: *x\n"), overrides_map(before))).allowed);
}

TEST(ValidateConfigMap, Case109RefusesASyntaxError) {
  const auto decision = validate(default_policy(), create(overrides_map("overrides: [\n")));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.denial->code, 422);
}

TEST(ValidateConfigMap, Case110RefusesAnAliasBomb) {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'l'; ++name) {
    const std::string before(1, static_cast<char>(name - 1));
    bomb += std::string(1, name) + ": &" + name + " [";
    for (int i = 0; i < 10; ++i) bomb += (i ? ", *" : "*") + before;
    bomb += "]\n";
  }
  EXPECT_FALSE(validate(default_policy(), create(overrides_map(bomb))).allowed);
}

TEST(ValidateConfigMap, Case112JudgesBinaryData) {
  auto object = config_map(Json::object());
  object["binaryData"] = {{"overrides.yaml", base64(bad)}};
  const auto decision = validate(default_policy(), create(object));
  EXPECT_FALSE(decision.allowed);
  EXPECT_THAT(decision.denial->causes.front().field, HasSubstr("binaryData[overrides.yaml]."));
}

TEST(ValidateConfigMap, Case112JudgesWhatIsPacked) {
  auto object = config_map(Json::object());
  object["binaryData"] = {{"overrides.yaml.gz", base64(packed(bad))}};
  EXPECT_FALSE(validate(default_policy(), create(object)).allowed);
  object["binaryData"] = {{"overrides.yaml.gz", base64(packed(good))}};
  EXPECT_TRUE(validate(default_policy(), create(object)).allowed);
}

TEST(ValidateConfigMap, Case112RefusesWhatOnlyPretendsToBePacked) {
  auto object = config_map(Json::object());
  object["binaryData"] = {{"overrides.yaml.gz", base64(good)}};
  const auto decision = validate(default_policy(), create(object));
  EXPECT_THAT(codes_of(decision), ElementsAre("configmap/not-gzip"));
  EXPECT_EQ(decision.tempo_accepts, false);
}

TEST(ValidateConfigMap, Case112DoesNotUnpackABomb) {
  auto object = config_map(Json::object());
  object["binaryData"] = {{"overrides.yaml.gz", base64(packed(std::string(20 << 20, ' ')))}};
  const auto decision = validate(default_policy(), create(object));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.tempo_accepts, std::nullopt);
}

TEST(ValidateConfigMap, Case113AllowsNewLabelsOnAnImmutableMap) {
  auto before = overrides_map(good);
  before["immutable"] = true;
  auto after = before;
  after["metadata"]["labels"]["team"] = "blue";
  EXPECT_TRUE(validate(default_policy(), update(after, before)).allowed);
}

TEST(ValidateConfigMap, Case114WarnsOfAnOldFaultThatTheUpdateDoesNotTouch) {
  auto after = overrides_map(bad);
  after["metadata"]["annotations"] = {{"note", "x"}};
  const auto decision = validate(default_policy(), update(after, overrides_map(bad)));
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(decision.tempo_accepts, false);
  EXPECT_THAT(decision.warnings, testing::Not(IsEmpty()));
}

TEST(ValidateConfigMap, Case114RefusesANewFault) {
  EXPECT_FALSE(validate(default_policy(), update(overrides_map(bad), overrides_map(good))).allowed);
}

TEST(ValidateConfigMap, Case115AllowsADeletion) {
  EXPECT_TRUE(validate(default_policy(), removal(overrides_map(good))).allowed);
}

TEST(ValidateConfigMap, Case115RefusesADeletionWhereThePolicyProtects) {
  const auto policy = policy_of(rule_text("  deleteProtection: true\n"));
  const auto decision = validate(policy, removal(overrides_map(good)));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.denial->code, 403);
  EXPECT_TRUE(validate(policy, removal(overrides_map("overrides: {}\n"))).allowed);
}

TEST(ValidateConfigMap, Case115DoesNotHoldUpANamespaceThatGoes) {
  const auto policy = policy_of(rule_text("  deleteProtection: true\n"));
  EXPECT_TRUE(validate(policy, as_user(removal(overrides_map(good)),
                                       "system:serviceaccount:kube-system:namespace-controller"))
                  .allowed);
  auto dying = overrides_map(good);
  dying["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z";
  EXPECT_TRUE(validate(policy, removal(dying)).allowed);
}

TEST(ValidateConfigMap, Case115JudgesALostLabelOrKeyAsADeletion) {
  const auto policy = policy_of(rule_text("  deleteProtection: true\n"));
  auto unlabelled = overrides_map(good);
  unlabelled["metadata"].erase("labels");
  EXPECT_FALSE(validate(policy, update(unlabelled, overrides_map(good))).allowed);
  const auto without_key = config_map({{"other", "x"}});
  EXPECT_FALSE(validate(policy, update(without_key, overrides_map(good))).allowed);
}

TEST(ValidateConfigMap, Case115JudgesADeletionOnlyWhereARuleAsksSomethingOfIt) {
  EXPECT_THAT(validate(policy_of(rule_text("")), removal(overrides_map(good))).rules, IsEmpty());
  for (const char* more : {"  deleteProtection: true\n", "  allowedChangers: [jane]\n",
                           "  changes: {removalAnnotation: tempo.io/remove}\n"})
    EXPECT_THAT(validate(policy_of(rule_text(more)), removal(overrides_map(good))).rules,
                testing::SizeIs(1));
}

Json owned_by(Json object, const std::vector<std::string>& uids) {
  for (const auto& uid : uids)
    object["metadata"]["ownerReferences"].push_back(
        {{"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"name", "owner"}, {"uid", uid}});
  return object;
}

TEST(ValidateConfigMap, JudgesANewOwnerAsADeletion) {
  const auto policy = policy_of(
      rule_text("  deleteProtection: true\n  changes: {removalAnnotation: tempo.io/remove}\n"));
  const auto plain = overrides_map(good);
  const auto decision = validate(policy, update(owned_by(plain, {"1"}), plain));
  EXPECT_THAT(codes_of(decision), ElementsAre("tenants/delete-protected"));
  EXPECT_THAT(decision.findings.front().what.message, HasSubstr("ownerReference"));
  EXPECT_THAT(decision.changes, IsEmpty());
  EXPECT_FALSE(
      validate(policy, update(owned_by(plain, {"1", "2"}), owned_by(plain, {"1"}))).allowed);
  EXPECT_FALSE(validate(policy, update(owned_by(plain, {"2"}), owned_by(plain, {"1"}))).allowed);
}

TEST(ValidateConfigMap, LetsOwnersBeThatWereThereOrThatGo) {
  const auto policy = policy_of(rule_text("  deleteProtection: true\n"));
  const auto plain = overrides_map(good);
  const auto owned = owned_by(plain, {"1"});
  EXPECT_TRUE(validate(policy, create(owned)).allowed);
  EXPECT_TRUE(validate(policy, update(owned, owned)).allowed);
  EXPECT_TRUE(validate(policy, update(plain, owned)).allowed);
  EXPECT_TRUE(validate(policy_of(rule_text("")), update(owned, plain)).allowed);
}

TEST(ValidateConfigMap, LetsAnOwnerBeAddedWhereTheDeletionWasAnnounced) {
  const auto policy = policy_of(
      rule_text("  deleteProtection: true\n  changes: {removalAnnotation: tempo.io/remove}\n"));
  auto announced = overrides_map(good);
  announced["metadata"]["annotations"] = {{"tempo.io/remove", "team-a"}};
  EXPECT_TRUE(validate(policy, update(owned_by(announced, {"1"}), announced)).allowed);
}

// Reading the stored file again must not be what the budget does not allow.
TEST(ValidateConfigMap, LetsNoBudgetHideWhatANewOwnerCanDelete) {
  std::string many = "overrides:\n";
  for (int i = 0; i < 50; ++i)
    many += "  team-" + std::to_string(i) +
            ": {ingestion: {rate_limit_bytes: 15000000, burst_size_bytes: 20000000}}\n";
  const auto before = overrides_map(many);
  const auto after = owned_by(overrides_map(many.substr(0, many.find("  team-1:"))), {"1"});
  for (int steps = 100; steps < 20'000; steps += 100) {
    const auto policy = policy_of(rule_text(
        "  deleteProtection: true\ntextLimits: {steps: " + std::to_string(steps) + "}\n"));
    EXPECT_FALSE(validate(policy, update(after, before)).allowed) << steps;
  }
}

TEST(ValidateConfigMap, LetsOnlyTheChosenAddAnOwner) {
  const auto policy = policy_of(rule_text("  allowedChangers: [jane]\n"));
  const auto plain = overrides_map(good);
  const auto review = update(owned_by(plain, {"1"}), plain);
  EXPECT_TRUE(validate(policy, review).allowed);
  EXPECT_THAT(codes_of(validate(policy, as_user(review, "joe"))),
              ElementsAre("tenants/changer-not-allowed"));
}

TEST(ValidateConfigMap, Case116AllowsWhatHasNoLabel) {
  auto object = overrides_map(bad);
  object["metadata"].erase("labels");
  const auto decision = validate(default_policy(), create(object));
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.rules, IsEmpty());
}

TEST(ValidateConfigMap, Case117FindsNamesThatLookLikeOthers) {
  for (const auto* name : {"te\u0430m-a", "\uFF54eam", "team\u200Ba", "a\\nb"}) {
    const auto text = "overrides:\n  \"" + std::string(name) +
                      "\": {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}}\n";
    const auto decision = validate(default_policy(), create(overrides_map(text)));
    EXPECT_TRUE(decision.allowed) << name;
    EXPECT_NE(find_code(decision, "overrides/tenant-id"), nullptr) << name;
    const auto strict =
        policy_of(rule_text("  ratchet: true\nseverity: {overrides/tenant-id: error}\n"));
    EXPECT_FALSE(validate(strict, create(overrides_map(text))).allowed) << name;
  }
}

TEST(ValidateConfigMap, Case118ToldInWarnAndNotRefused) {
  const auto decision =
      validate(default_policy({.ceiling = Mode::warn}), create(overrides_map(bad)));
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.warnings, Contains(HasSubstr("would be denied")));
  for (const auto& text : decision.warnings) {
    EXPECT_LE(text.size(), 120);
    EXPECT_EQ(text.find('\n'), text.npos);
  }
}

TEST(ValidateConfigMap, Case119BoundsTheMessageAndCountsTheRest) {
  std::string text = "overrides:\n";
  for (int i = 0; i < 100; ++i) text += "  team-" + std::to_string(i) + ":\n";
  const auto decision = validate(default_policy(), create(overrides_map(text)));
  EXPECT_LT(decision.denial->message.size(), 12'000);
  EXPECT_THAT(decision.denial->message, HasSubstr("100 errors"));
  EXPECT_THAT(decision.denial->message, HasSubstr("... and 80 more"));
  EXPECT_EQ(decision.denial->causes.size(), 50);
}

TEST(ValidateConfigMap, KeepsEveryFindingThatTempoRejectsFor) {
  std::string text = "overrides:\n";
  for (int i = 0; i < 300; ++i) text += "  team-" + std::to_string(i) + ":\n";
  const auto decision = validate(default_policy(), create(overrides_map(text)));
  std::size_t rejecting = 0;
  for (const auto& finding : decision.findings) rejecting += finding.what.tempo_rejects;
  EXPECT_EQ(rejecting, 300);
}

TEST(ValidateConfigMap, MakesAnErrorOfWhatThePolicySays) {
  const auto* text = "overrides:\n  team-a: {compaction: {block_retention: 48h}}\n";
  EXPECT_TRUE(validate(default_policy(), create(overrides_map(text))).allowed);
  const auto strict = policy_of(rule_text("severity: {overrides/no-rate-limit: error}\n"));
  EXPECT_FALSE(validate(strict, create(overrides_map(text))).allowed);
}

TEST(ValidateConfigMap, NeverMakesAWarningOfWhatTempoRefuses) {
  const auto lax = policy_of(
      rule_text("severity: {overrides/unknown-field: warning, overrides/null-tenant: warning}\n"));
  EXPECT_FALSE(validate(lax, create(overrides_map(bad))).allowed);
}

TEST(ValidateConfigMap, GoesByTheVersionOfTheLabel) {
  const auto* text =
      "overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}\n"
      "    metrics_generator: {processor: {local_blocks: {max_live_traces: 1}}}\n";
  EXPECT_TRUE(validate(default_policy(), create(overrides_map(text, "2.10.5"))).allowed);
  EXPECT_FALSE(validate(default_policy(), create(overrides_map(text, "3.0.3"))).allowed);
}

TEST(ValidateConfigMap, RecordsWhatChangesAlsoWhenAllowed) {
  const auto* after =
      "overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 16000000, burst_size_bytes: "
      "20000000}\n  team-c: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}}\n";
  const auto decision =
      validate(default_policy(), update(overrides_map(after), overrides_map(good)));
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(audit_value(decision, "tenant-changes"),
            "changed team-a ingestion.rate_limit_bytes: 15000000 -> 16000000; added team-c");
}

TEST(ValidateConfigMap, AppliesLimits) {
  const auto policy = policy_of(
      rule_text("  limits:\n  - {path: ingestion.rate_limit_bytes, min: 1, max: 1000}\n"));
  const auto decision = validate(policy, create(overrides_map(good)));
  EXPECT_THAT(codes_of(decision), ElementsAre("tenants/above-maximum"));
  EXPECT_EQ(decision.findings.front().what.position, (Position{3, 35}));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.tempo_accepts, true);
}

TEST(ValidateConfigMap, LetsOnlyTheChosenChangeTenants) {
  const auto policy =
      policy_of(rule_text("  allowedChangers: [\"system:serviceaccount:tempo:provisioner\"]\n"));
  const auto decision = validate(policy, create(overrides_map(good)));
  EXPECT_EQ(decision.denial->code, 403);
  EXPECT_EQ(decision.denial->reason, "Forbidden");
  EXPECT_TRUE(validate(policy, as_user(create(overrides_map(good)),
                                       "system:serviceaccount:tempo:provisioner"))
                  .allowed);
}

TEST(ValidateConfigMap, LetsAnybodyChangeWhatIsNoTenant) {
  const auto policy = policy_of(rule_text("  allowedChangers: [nobody]\n"));
  auto after = overrides_map(good);
  after["metadata"]["annotations"] = {{"note", "x"}};
  EXPECT_TRUE(validate(policy, update(after, overrides_map(good))).allowed);
}

TEST(ValidateConfigMap, AsksForAnAnnotationBeforeATenantGoes) {
  const auto policy = policy_of(rule_text("  changes: {removalAnnotation: tempo.io/remove}\n"));
  auto after = overrides_map("overrides: {}\n");
  EXPECT_THAT(codes_of(validate(policy, update(after, overrides_map(good)))),
              ElementsAre("tenants/removed"));
  after["metadata"]["annotations"] = {{"tempo.io/remove", "team-x, team-a"}};
  EXPECT_TRUE(validate(policy, update(after, overrides_map(good))).allowed);
}

TEST(ValidateConfigMap, FollowsTenantsThatMoveIntoPackedData) {
  const auto policy = policy_of(
      rule_text("  deleteProtection: true\n  changes: {removalAnnotation: tempo.io/remove}\n"));
  auto after = config_map(Json::object());
  after["binaryData"] = {{"overrides.yaml.gz", base64(packed(good))}};
  const auto decision = validate(policy, update(after, overrides_map(good)));
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.changes, IsEmpty());
}

TEST(ValidateConfigMap, WarnsNearTheLimitOfClientSideApply) {
  auto object = overrides_map(good);
  object["data"]["other"] = std::string(240 << 10, 'x');
  const auto decision = validate(default_policy(), create(object));
  EXPECT_THAT(codes_of(decision), ElementsAre("overrides/apply-limit"));
  object["data"]["other"] = std::string(960 << 10, 'x');
  EXPECT_THAT(codes_of(validate(default_policy(), create(object))),
              ElementsAre("overrides/configmap-limit"));
}

TEST(ValidateConfigMap, SaysForWhichTempoItWasRead) {
  const auto decision = validate(default_policy(), create(overrides_map(bad, "2.10.5")));
  EXPECT_EQ(decision.tempo_version, tempo::Version::v2_10);
  EXPECT_EQ(decision.tempo_version_from, "label");
  EXPECT_EQ(audit_value(decision, "tempo-version"), "2.10 (label)");
}

}  // namespace
}  // namespace tempo_admission::policy
