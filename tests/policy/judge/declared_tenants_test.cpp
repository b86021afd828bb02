#include "policy/judge/declared_tenants.hpp"

#include <gmock/gmock.h>

#include "policy/packed.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy::judge_declared_rule_test {
namespace {

constexpr const char* good = R"(tenants:
- {name: team-a}
access_policies:
- {name: write-team-a, realms: [{tenant: team-a, cluster: tempo}], scopes: [traces:write]}
tokens:
- {name: write-team-a, access_policy: write-team-a, expiration: "2027-01-01T00:00:00Z"}
)";

constexpr const char* dangling = R"(tenants:
- {name: team-a}
access_policies: []
tokens:
- {name: write-team-a, access_policy: write-team-b, expiration: "2027-01-01T00:00:00Z"}
)";

Json declared_map(const Json& data) {
  auto object = config_map(data);
  object["metadata"]["labels"] = {{"tempo-admission.io/tenants", "true"}};
  return object;
}

Json tenants_map(const std::string& text) {
  return declared_map({{"tenants.yaml", text}});
}

Policy policy_with(const std::string& more) {
  return policy_of(
      policy_text("mode: enforce\ntenants:\n- {name: declared, selector: {matchLabels: "
                  "{tempo-admission.io/tenants: 'true'}}, format: tenants, " +
                  more + "}\n"));
}

TEST(DeclaredTenants, AreAllowedWhereEverythingFits) {
  const auto decision = validate(default_policy(), create(tenants_map(good)));
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.findings, testing::IsEmpty());
  EXPECT_EQ(decision.tempo_accepts, std::nullopt);
  EXPECT_EQ(decision.tempo_version, std::nullopt);
  EXPECT_EQ(audit_value(decision, "tenant-changes"), "added team-a");
}

TEST(DeclaredTenants, AreRefusedWhereAReferenceDangles) {
  const auto decision = validate(default_policy(), create(tenants_map(dangling)));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.findings.at(0).key, "tenants.yaml");
}

TEST(DeclaredTenants, AreOneWholeOverSeveralKeys) {
  const std::string text(good);
  const auto cut = text.find("access_policies:");
  const auto object =
      declared_map({{"tenants.yaml", text.substr(0, cut)}, {"access.yaml", text.substr(cut)}});
  EXPECT_TRUE(validate(policy_with("keys: [tenants.yaml, access.yaml]"), create(object)).allowed);
}

TEST(DeclaredTenants, MustNotHaveATokenBesideThem) {
  const auto decision = validate(
      default_policy(),
      create(declared_map({{"tenants.yaml", good},
                           {"note", "use glc_eyJvIjoiMTIzNDU2IiwibiI6InRva2VuIn0abcdefgh"}})));
  EXPECT_NE(find_code(decision, "declared/secret-in-clear"), nullptr);
  EXPECT_FALSE(decision.allowed);
}

// Assembled here, so that secret scanners do not report this file.
const std::string stray = std::string("glc") + "_AbCdEfGh12345678IjKlMnOp";

Position place_of_secret(const Json& object) {
  const auto decision = validate(default_policy(), create(object));
  const auto* found = find_code(decision, "declared/secret-in-clear");
  return found ? found->what.position : Position{};
}

TEST(DeclaredTenants, SayWhereTheTokenBesideThemStands) {
  EXPECT_EQ(
      place_of_secret(declared_map({{"tenants.yaml", good}, {"note", "a\ntoken = " + stray}})),
      (Position{2, 9}));
}

TEST(DeclaredTenants, MustNotHaveATokenInBinaryData) {
  auto object = tenants_map(good);
  object["binaryData"] = {{"note", base64("\n" + stray)}};
  EXPECT_EQ(place_of_secret(object), (Position{2, 1}));
}

TEST(DeclaredTenants, TakeATokenThatComesBesideAnOldTextForNew) {
  const auto before = tenants_map(good);
  const auto after = declared_map({{"tenants.yaml", good}, {"note", stray}});
  EXPECT_FALSE(validate(default_policy(), update(after, before)).allowed);
  EXPECT_TRUE(validate(default_policy(), update(after, after)).allowed);
}

TEST(DeclaredTenants, RatchetAnUnchangedText) {
  auto after = tenants_map(dangling);
  after["metadata"]["annotations"] = {{"note", "x"}};
  EXPECT_TRUE(validate(default_policy(), update(after, tenants_map(dangling))).allowed);
  EXPECT_FALSE(validate(policy_with("key: tenants.yaml, ratchet: false"),
                        update(after, tenants_map(dangling)))
                   .allowed);
}

TEST(DeclaredTenants, GoOnlyWhenAnnounced) {
  const auto policy =
      policy_with("key: tenants.yaml, changes: {removalAnnotation: tempo.io/remove}");
  auto after = tenants_map("tenants: []\n");
  EXPECT_NE(find_code(validate(policy, update(after, tenants_map(good))), "tenants/removed"),
            nullptr);
  after["metadata"]["annotations"] = {{"tempo.io/remove", "team-a"}};
  EXPECT_EQ(find_code(validate(policy, update(after, tenants_map(good))), "tenants/removed"),
            nullptr);
}

TEST(DeclaredTenants, AreProtectedFromDeletionWhereThePolicySaysSo) {
  const auto policy = policy_with("key: tenants.yaml, deleteProtection: true");
  EXPECT_FALSE(validate(policy, removal(tenants_map(good))).allowed);
  EXPECT_TRUE(validate(default_policy(), removal(tenants_map(good))).allowed);
}

TEST(DeclaredTenants, ObeyNameRules) {
  const auto decision = validate(policy_with("key: tenants.yaml, tenantIds: {allow: ['b-*']}"),
                                 create(tenants_map(good)));
  EXPECT_NE(find_code(decision, "tenants/name-not-allowed"), nullptr);
}

TEST(DeclaredTenants, HoldExpiryAgainstTheMomentThatIsGiven) {
  const auto policy = policy_with("key: tenants.yaml, declared: {maxLifetimeDays: 30}");
  const auto body = create(tenants_map(good)).dump();
  Admitter admitter;
  const auto judge_at = [&](std::chrono::sys_days day) {
    return admitter.admit(policy, kube::Phase::validate, {.bytes = body, .slack = 0}, nullptr, day)
        .decision.allowed;
  };
  EXPECT_FALSE(judge_at(std::chrono::year(2026) / 1 / 1));
  EXPECT_TRUE(judge_at(std::chrono::year(2026) / 12 / 15));
}

// A cap on what is described must not change what is decided.
TEST(DeclaredTenants, ErrorsBehindTheCapStillDeny) {
  const auto policy = policy_of(
      policy_text("mode: enforce\nseverity: {declared/unknown-field: warning}\ntenants:\n"
                  "- {name: declared, selector: {matchLabels: "
                  "{tempo-admission.io/tenants: 'true'}}, format: tenants, key: tenants.yaml}\n"));
  std::string text = "tenants:\n- name: team-a\n  status: sleeping\n";
  EXPECT_FALSE(validate(policy, create(tenants_map(text))).allowed);
  std::string unknown;
  for (int i = 0; i < 300; ++i) unknown += "f" + std::to_string(i) + ": 1\n";
  EXPECT_FALSE(validate(policy, create(tenants_map(unknown + text))).allowed);
  EXPECT_TRUE(validate(policy, create(tenants_map(unknown + "tenants: []\n"))).allowed);
}

// Neither can be read, so both are empty to the judge: that does not make them the same.
TEST(DeclaredTenants, AnUnreadableTextIsNeverTheStoredOne) {
  const auto unreadable = [](const char* base64) {
    auto object = declared_map(Json::object());
    object["binaryData"] = {{"tenants.yaml", base64}};
    return object;
  };
  EXPECT_FALSE(validate(default_policy(), update(unreadable("!"), unreadable(""))).allowed);
}

TEST(DeclaredTenants, AreStillJudgedByTheUpdateThatTakesThemOutOfTheRule) {
  auto after = tenants_map(dangling);
  after["metadata"]["labels"] = Json::object();
  const auto codes = codes_of(validate(default_policy(), update(after, tenants_map(good))));
  EXPECT_THAT(codes, testing::Contains("declared/unknown-policy"));
  EXPECT_THAT(codes, testing::Contains("configmap/leaves-rule"));
}

TEST(DeclaredTenants, CannotLeaveTheRuleWhileTheTextStays) {
  auto unlabelled = tenants_map(good);
  unlabelled["metadata"]["labels"] = Json::object();
  for (const auto& after : {unlabelled, declared_map({{"renamed.yaml", good}})})
    EXPECT_THAT(codes_of(validate(default_policy(), update(after, tenants_map(good)))),
                testing::Contains("configmap/leaves-rule"));
  EXPECT_TRUE(validate(default_policy(), update(declared_map({{"notes", "x"}}), tenants_map(good)))
                  .allowed);
}

TEST(DeclaredTenants, AreProtectedFromBeingEmptied) {
  const auto policy = policy_with("keys: [tenants.yaml], deleteProtection: true");
  EXPECT_FALSE(validate(policy, update(tenants_map("tenants: []\n"), tenants_map(good))).allowed);
}

}  // namespace
}  // namespace tempo_admission::policy::judge_declared_rule_test
