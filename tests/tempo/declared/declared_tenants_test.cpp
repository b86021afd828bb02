#include "tempo_admission/tempo/declared_tenants.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tempo/declared/judged_declaration.hpp"

namespace tempo_admission::tempo::declared {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view good = R"(
tenants:
- {name: team-a, display_name: "Team A", status: active, cluster: tempo, secretNamespace: tempo}
access_policies:
- {name: write-team-a, realms: [{tenant: team-a, cluster: tempo}], scopes: [traces:write]}
- {name: read-team-a,  realms: [{tenant: team-a, cluster: tempo}], scopes: [traces:read]}
tokens:
- {name: write-team-a, access_policy: write-team-a, expiration: "2027-01-01T00:00:00Z"}
)";

TEST(DeclaredTenants, FindsNothingInAGoodDeclaration) {
  EXPECT_THAT(told(good), IsEmpty());
}

TEST(DeclaredTenants, NamesTheTenants) {
  EXPECT_THAT(judge("tenants: [{name: team-b}, {name: team-a}]").tenants,
              ElementsAre("team-b", "team-a"));
}

TEST(DeclaredTenants, JudgesAllPartsAsOne) {
  const auto judgement = judge_declared_tenants(
      {{"tenants.yaml", "tenants: [{name: team-a}]"},
       {"policies.yaml",
        "access_policies:\n- name: read-team-a\n  realms: [{tenant: team-a}]\n"
        "  scopes: [traces:read]\n"}},
      {});
  EXPECT_THAT(told(judgement), IsEmpty());
}

TEST(DeclaredTenants, PointsAtABadValue) {
  EXPECT_THAT(told("tenants:\n- name: Team_A\n"),
              ElementsAre("declared/bad-name tenants[0].name 2:9"));
}

TEST(DeclaredTenants, TellsAllFaultsInTheOrderOfTheText) {
  EXPECT_THAT(told("tokens:\n- {name: T, access_policy: none, expiration: soon}\n"
                   "tenants:\n- name: ab\n"),
              ElementsAre("declared/bad-name tokens[0].name 2:10",
                          "declared/unknown-policy tokens[0].access_policy 2:28",
                          "declared/bad-timestamp tokens[0].expiration 2:46",
                          "declared/bad-name tenants[0].name 4:9"));
}

TEST(DeclaredTenants, NeverSaysThatTempoRejects) {
  const auto judgement = judge("tenants: [{name: a, name: b}]\nx: {{");
  ASSERT_THAT(judgement.diagnostics, Not(IsEmpty()));
  for (const auto& found : judgement.diagnostics) EXPECT_FALSE(found.diagnostic.tempo_rejects);
}

TEST(DeclaredTenants, TellsASyntaxErrorWithItsPosition) {
  const auto judgement = judge("tenants:\n- name: [team-a\n");
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_TRUE(judgement.diagnostics[0].diagnostic.position.known());
}

TEST(DeclaredTenants, IsBoundedOnAliasBombs) {
  std::string text = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const auto name = std::to_string(i);
    const auto before = std::to_string(i - 1);
    text += "a" + name + ": &a" + name + " [*a" + before + ", *a" + before + "]\n";
  }
  EXPECT_THAT(told(text), Not(IsEmpty()));
}

TEST(DeclaredTenants, RefusesDeepNesting) {
  EXPECT_THAT(told("tenants: " + std::string(200, '[') + std::string(200, ']')),
              ElementsAre(HasSubstr("yaml/too-deep")));
}

TEST(DeclaredTenants, PointAtTheDocumentThatNobodyReads) {
  EXPECT_THAT(told("---\n# first\ntenants: []\n---\ntenants: []\n"),
              ElementsAre("declared/more-documents  4:1"));
}

}  // namespace
}  // namespace tempo_admission::tempo::declared
