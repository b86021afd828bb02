#include "tempo_admission/tempo/declared_tenants.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace tempo_admission::tempo {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

DeclaredTenantsJudgement judge(std::string_view text,
                               const DeclaredTenantsSettings& settings = {}) {
  return judge_declared_tenants({{"tenants.yaml", text}}, settings);
}

// "code path line:column" of each finding.
std::vector<std::string> told(const DeclaredTenantsJudgement& judgement) {
  std::vector<std::string> lines;
  for (const auto& [key, found] : judgement.diagnostics)
    lines.push_back(found.code + " " + found.path + " " + std::to_string(found.position.line) +
                    ":" + std::to_string(found.position.column));
  return lines;
}

std::vector<std::string> told(std::string_view text, const DeclaredTenantsSettings& settings = {}) {
  return told(judge(text, settings));
}

// The hint of the only finding.
std::string hint(std::string_view text) {
  const auto judgement = judge(text);
  EXPECT_EQ(judgement.diagnostics.size(), 1U) << text;
  return judgement.diagnostics.empty() ? "" : judgement.diagnostics[0].diagnostic.hint;
}

std::string everything_said(const DeclaredTenantsJudgement& judgement) {
  std::string said;
  for (const auto& [key, found] : judgement.diagnostics)
    said += found.message + "\n" + found.path + "\n" + found.hint + "\n";
  return said;
}

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

class Nothing : public testing::TestWithParam<std::string_view> {};

TEST_P(Nothing, IsNoFault) {
  EXPECT_THAT(told(GetParam()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Table, Nothing,
                         testing::Values("", "# only a comment\n", "---\n", "{}", "tenants:\n",
                                         "tenants: []"));

TEST(DeclaredTenants, JudgesAllPartsAsOne) {
  const auto judgement = judge_declared_tenants(
      {{"tenants.yaml", "tenants: [{name: team-a}]"},
       {"policies.yaml",
        "access_policies:\n- name: read-team-a\n  realms: [{tenant: team-a}]\n"
        "  scopes: [traces:read]\n"}},
      {});
  EXPECT_THAT(told(judgement), IsEmpty());
}

TEST(DeclaredTenants, TellsThePartOfEachFault) {
  const auto judgement = judge_declared_tenants(
      {{"a.yaml", "tenants: [{name: team-a}]"}, {"b.yaml", "tenants: [{name: team-a}]"}}, {});
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_EQ(judgement.diagnostics[0].key, "b.yaml");
}

TEST(DeclaredTenants, PointsAtTheKeyOfAnUnknownField) {
  EXPECT_THAT(told("tenants:\n- name: team-a\n  nmae: x\n"),
              ElementsAre("declared/unknown-field tenants[0].nmae 3:3"));
}

TEST(DeclaredTenants, PointsAtTheEntryThatLacksAField) {
  EXPECT_THAT(told("tenants:\n- cluster: tempo\n"),
              ElementsAre("declared/missing-field tenants[0].name 2:3"));
}

TEST(DeclaredTenants, PointsAtABadValue) {
  EXPECT_THAT(told("tenants:\n- name: Team_A\n"),
              ElementsAre("declared/bad-name tenants[0].name 2:9"));
}

TEST(DeclaredTenants, TellsEveryMissingFieldOfOneEntry) {
  EXPECT_THAT(told("access_policies:\n- {}\n"),
              ElementsAre("declared/missing-field access_policies[0].name 2:3",
                          "declared/missing-field access_policies[0].realms 2:3",
                          "declared/missing-field access_policies[0].scopes 2:3"));
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

TEST(DeclaredTenants, TellsADoubledKey) {
  EXPECT_THAT(told("tenants:\n- name: team-a\n  name: team-a\n"),
              ElementsAre(HasSubstr("yaml/duplicate-key")));
}

TEST(DeclaredTenants, TellsASyntaxErrorWithItsPosition) {
  const auto judgement = judge("tenants:\n- name: [team-a\n");
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_TRUE(judgement.diagnostics[0].diagnostic.position.known());
}

TEST(DeclaredTenants, ReadsThroughAliases) {
  EXPECT_THAT(told("tenants: [{name: &a team-a}]\naccess_policies:\n"
                   "- {name: read-team-a, realms: [{tenant: *a}], scopes: [traces:read]}\n"),
              IsEmpty());
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

struct NameCase {
  std::string_view name;  // as YAML, in double quotes
  std::string_view code;
  std::string_view hint;
};

class BadName : public testing::TestWithParam<NameCase> {};

TEST_P(BadName, IsToldWithABetterOne) {
  const auto judgement = judge("tenants: [{name: \"" + std::string(GetParam().name) + "\"}]");
  ASSERT_EQ(judgement.diagnostics.size(), 1U) << GetParam().name;
  EXPECT_EQ(judgement.diagnostics[0].diagnostic.code, GetParam().code);
  EXPECT_EQ(judgement.diagnostics[0].diagnostic.hint, GetParam().hint);
}

constexpr std::string_view form = "use 3 to 64 of a-z 0-9 -, with a letter or digit at both ends";

INSTANTIATE_TEST_SUITE_P(
    Table, BadName,
    testing::Values(NameCase{"Team_A", "declared/bad-name", "write 'team-a'"},
                    NameCase{"team.a", "declared/bad-name", "write 'team-a'"},
                    NameCase{"-team", "declared/bad-name", "write 'team'"},
                    NameCase{"a", "declared/bad-name", "use 3 to 64 characters"},
                    NameCase{"ab", "declared/bad-name", "use 3 to 64 characters"},
                    NameCase{"", "declared/bad-name", form},
                    NameCase{"t\u00e9", "declared/bad-name", form},
                    NameCase{"x;rm -rf /", "declared/shell-metacharacter", "write 'x-rm--rf'"},
                    NameCase{"team a", "declared/shell-metacharacter", "write 'team-a'"},
                    NameCase{"team:a", "declared/shell-metacharacter", "write 'team-a'"},
                    NameCase{"$(id)", "declared/shell-metacharacter", form},
                    NameCase{"team*", "declared/shell-metacharacter", "write 'team'"},
                    NameCase{"team\\n", "declared/shell-metacharacter", "write 'team'"},
                    NameCase{"overrides", "declared/reserved-name", "choose another name"}));

TEST(DeclaredTenants, TakesNamesOfThreeTo58Characters) {
  EXPECT_THAT(told("tenants: [{name: abc}, {name: " + std::string(58, 'a') + "}]"), IsEmpty());
}

TEST(DeclaredTenants, WarnsOfNamesOf59To64Characters) {
  const auto judgement = judge("tenants: [{name: " + std::string(64, 'a') + "}]");
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_EQ(judgement.diagnostics[0].diagnostic.severity, Severity::warning);
}

TEST(DeclaredTenants, RefusesNamesOf65Characters) {
  EXPECT_THAT(told("tenants: [{name: " + std::string(65, 'a') + "}]"),
              ElementsAre(HasSubstr("declared/bad-name")));
}

TEST(DeclaredTenants, HintsAtTheFieldThatWasMeant) {
  EXPECT_EQ(hint("tenants: [{name: team-a, secret_namespace: x}]"),
            "did you mean 'secretNamespace'?");
}

TEST(DeclaredTenants, HintsAtTheTenantThatWasMeant) {
  EXPECT_EQ(hint("tenants: [{name: team-a}]\naccess_policies:\n"
                 "- {name: read-it, realms: [{tenant: teem-a}], scopes: [traces:read]}"),
            "did you mean 'team-a'?");
}

TEST(DeclaredTenants, HintsAtThePolicyThatWasMeant) {
  EXPECT_EQ(
      hint("tenants: [{name: tenant-01}]\naccess_policies:\n"
           "- {name: tenant-01-writer, realms: [{tenant: tenant-01}], scopes: [traces:write]}\n"
           "tokens: [{name: token-01, access_policy: tenant-01-writerr, "
           "expiration: \"2027-01-01T00:00:00Z\"}]"),
      "did you mean 'tenant-01-writer'?");
}

TEST(DeclaredTenants, HintsAtTheScopeThatWasMeant) {
  EXPECT_EQ(hint("tenants: [{name: team-a}]\naccess_policies:\n"
                 "- {name: read-it, realms: [{tenant: team-a}], scopes: [trace:read]}"),
            "did you mean 'traces:read'?");
}

// A declaration with one token that expires at this time.
std::string expiring(std::string_view time) {
  return "tenants: [{name: team-a}]\naccess_policies:\n"
         "- {name: read-it, realms: [{tenant: team-a}], scopes: [traces:read]}\n"
         "tokens:\n- {name: read-it, access_policy: read-it, expiration: \"" +
         std::string(time) + "\"}\n";
}

DeclaredTenantsSettings in_june_2026() {
  DeclaredTenantsSettings settings;
  settings.now = std::chrono::sys_days(2026y / 6 / 1);
  return settings;
}

TEST(DeclaredTenants, TellsAnExpiryThatIsPast) {
  EXPECT_THAT(told(expiring("2026-06-01T00:00:00Z"), in_june_2026()),
              ElementsAre(HasSubstr("declared/expired")));
}

TEST(DeclaredTenants, TakesAnExpiryOneSecondAhead) {
  EXPECT_THAT(told(expiring("2026-06-01T00:00:01Z"), in_june_2026()), IsEmpty());
}

TEST(DeclaredTenants, ComparesNoExpiryWithoutAClock) {
  EXPECT_THAT(told(expiring("1999-01-01T00:00:00Z")), IsEmpty());
}

TEST(DeclaredTenants, TakesAnExpiryAtTheMaximum) {
  auto settings = in_june_2026();
  settings.max_lifetime = std::chrono::days(30);
  EXPECT_THAT(told(expiring("2026-07-01T00:00:00Z"), settings), IsEmpty());
}

TEST(DeclaredTenants, TellsAnExpiryBeyondTheMaximum) {
  auto settings = in_june_2026();
  settings.max_lifetime = std::chrono::days(30);
  EXPECT_THAT(told(expiring("2026-07-01T00:00:01Z"), settings),
              ElementsAre(HasSubstr("declared/expiration-too-far")));
}

TEST(DeclaredTenants, TakesAnExpiryWithoutQuotes) {
  EXPECT_THAT(told("tenants: [{name: team-a}]\naccess_policies:\n"
                   "- {name: read-it, realms: [{tenant: team-a}], scopes: [traces:read]}\n"
                   "tokens:\n- name: read-it\n  access_policy: read-it\n"
                   "  expiration: 2027-01-01T00:00:00Z\n"),
              IsEmpty());
}

constexpr std::string_view without_expiry =
    "tenants: [{name: team-a}]\naccess_policies:\n"
    "- {name: read-it, realms: [{tenant: team-a}], scopes: [traces:read]}\n"
    "tokens: [{name: read-it, access_policy: read-it}]\n";

TEST(DeclaredTenants, WarnsOfATokenThatNeverExpires) {
  const auto judgement = judge(without_expiry);
  ASSERT_THAT(told(judgement),
              ElementsAre("declared/missing-expiration tokens[0].expiration 4:10"));
  EXPECT_EQ(judgement.diagnostics[0].diagnostic.severity, Severity::warning);
}

TEST(DeclaredTenants, RequiresAnExpiryWhereThePolicyDoes) {
  DeclaredTenantsSettings settings;
  settings.require_expiration = true;
  EXPECT_EQ(judge(without_expiry, settings).diagnostics[0].diagnostic.severity, Severity::error);
}

// Assembled here so that secret scanners do not report this file.
const std::string token = "glc_" + std::string("AbCdEfGh12345678IjKlMnOp");

class SecretPlace : public testing::TestWithParam<std::string> {};

TEST_P(SecretPlace, IsFoundAndNeverRepeated) {
  const auto judgement = judge(GetParam());
  EXPECT_THAT(told(judgement), testing::Contains(HasSubstr("declared/secret-in-clear")));
  EXPECT_THAT(everything_said(judgement), Not(HasSubstr("AbCdEfGh")));
}

INSTANTIATE_TEST_SUITE_P(
    Table, SecretPlace,
    testing::Values("tenants: [{name: " + token + "}]", "tenants: [{" + token + ": x}]",
                    "tenants: [{" + token + ": x, " + token + ": y}]",
                    token + ": {a: [" + token + ", }",
                    "tenants: [{name: team-a, display_name: \"use " + token + "\"}]",
                    "tenants: [{name: team-a}]  # " + token,
                    "tokens: [{name: read-it, token: " + token + "}]",
                    "tokens: [{name: read-it, access_policy: " + token + "}]",
                    "access_policies: [{name: read-it, scopes: [" + token + "]}]",
                    "access_policies: [{name: read-it, realms: [{tenant: " + token + "}]}]",
                    "notes: {deeper: [{still: " + token + "}]}", token));

TEST(DeclaredTenants, TellsAFieldThatIsCalledTokenWhateverItHolds) {
  EXPECT_THAT(told("tokens:\n- {name: read-it, access_policy: read-it, token: hunter2}\n"),
              testing::Contains("declared/secret-in-clear tokens[0].token 2:50"));
}

TEST(DeclaredTenants, PointsAtTheSecretInAComment) {
  EXPECT_THAT(told("tenants:\r\n- name: t\u00e9am # " + token),
              testing::Contains("declared/secret-in-clear  2:16"));
}

TEST(DeclaredTenants, FindsASecretInACommentOfATextThatIsNoYaml) {
  EXPECT_THAT(told("tenants: [\n# " + token),
              testing::Contains(HasSubstr("declared/secret-in-clear")));
}

TEST(DeclaredTenants, SayWhereANameStandsFirst) {
  EXPECT_EQ(
      hint("tenants:\n- name: team-a\n- name: team-a\n"),
      "the first one is tenants[0].name (tenants.yaml:2:9); names must be unique across all keys");
}

TEST(DeclaredTenants, SayWhichPartHasANameFirst) {
  const auto judgement = judge_declared_tenants(
      {{"a.yaml", "tenants: [{name: team-a}]"}, {"b.yaml", "\n\ntenants: [{name: team-a}]"}}, {});
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_EQ(judgement.diagnostics[0].key, "b.yaml");
  EXPECT_THAT(judgement.diagnostics[0].diagnostic.hint, HasSubstr("(a.yaml:1:18)"));
}

TEST(DeclaredTenants, HintAtTheTimeThatWasMeant) {
  const auto hint_at = [](const std::string& time) {
    const auto judgement =
        judge("tokens: [{name: abc, access_policy: abc, expiration: " + time + "}]");
    for (const auto& [key, found] : judgement.diagnostics)
      if (found.code == "declared/bad-timestamp") return found.hint;
    return std::string();
  };
  EXPECT_EQ(hint_at("2028-02-29"), "write it as \"2028-02-29T00:00:00Z\"");
  EXPECT_EQ(hint_at("\"2028-02-29 10:00:00\""), "write it as \"2028-02-29T10:00:00Z\"");
  EXPECT_EQ(hint_at("tomorrow"), "write it as \"2027-01-01T00:00:00Z\"");
}

TEST(DeclaredTenants, PointAtTheDocumentThatNobodyReads) {
  EXPECT_THAT(told("---\n# first\ntenants: []\n---\ntenants: []\n"),
              ElementsAre("declared/more-documents  4:1"));
}

TEST(DeclaredTenants, SayOnceThatAnItemIsNoMapping) {
  EXPECT_THAT(
      told("tenants: [abc]\ntokens: [abc]"),
      ElementsAre("declared/wrong-type tenants[0] 1:11", "declared/wrong-type tokens[0] 2:10"));
}

TEST(DeclaredTenants, SayThatANameIsEmpty) {
  EXPECT_THAT(everything_said(judge("tenants: [{name: ''}]")),
              HasSubstr("the tenant name is empty"));
}

TEST(DeclaredTenants, DoNotCallAnExpiryMissingThatIsNoText) {
  EXPECT_THAT(told("tokens: [{name: abc, access_policy: abc, expiration: 5}]"),
              Not(testing::Contains(HasSubstr("missing-expiration"))));
}

TEST(DeclaredTenants, KnowASecretByTheNameOfItsFieldInAnyCase) {
  EXPECT_THAT(told("tenants: [{name: abc, Password: x, API_KEY: y}]"),
              ElementsAre("declared/secret-in-clear tenants[0].Password 1:33",
                          "declared/secret-in-clear tenants[0].API_KEY 1:45"));
}

std::string many_faults(int errors, int warnings) {
  std::string text = "tenants:\n";
  for (int i = 0; i < warnings; ++i)
    text += "- name: a" + std::string(60, 'b') + std::to_string(100 + i) + "\n";
  for (int i = 0; i < errors; ++i) text += "- name: B" + std::to_string(i) + "\n";
  return text;
}

TEST(DeclaredTenants, CountsWhatIsOverTheCap) {
  DeclaredTenantsSettings settings;
  settings.max_diagnostics = 10;
  const auto judgement = judge(many_faults(25, 0), settings);
  EXPECT_EQ(judgement.diagnostics.size(), 10U);
  EXPECT_EQ(judgement.more_diagnostics, 15U);
}

TEST(DeclaredTenants, KeepsTheErrorsWhereWarningsWouldFillTheCap) {
  DeclaredTenantsSettings settings;
  settings.max_diagnostics = 10;
  const auto judgement = judge(many_faults(3, 25), settings);
  const auto errors =
      std::count_if(judgement.diagnostics.begin(), judgement.diagnostics.end(),
                    [](const auto& found) { return found.diagnostic.severity == Severity::error; });
  EXPECT_EQ(errors, 3);
  EXPECT_EQ(judgement.diagnostics.size() + judgement.more_diagnostics, 28U);
}

}  // namespace
}  // namespace tempo_admission::tempo
