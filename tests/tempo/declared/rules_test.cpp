#include "tempo/declared/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "tempo/declared/judged_declaration.hpp"

namespace tempo_admission::tempo::declared {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using namespace std::chrono_literals;

TEST(DeclaredRules, TellsThePartOfEachFault) {
  const auto judgement = judge_declared_tenants(
      {{"a.yaml", "tenants: [{name: team-a}]"}, {"b.yaml", "tenants: [{name: team-a}]"}}, {});
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_EQ(judgement.diagnostics[0].key, "b.yaml");
}

TEST(DeclaredRules, HintsAtTheTenantThatWasMeant) {
  EXPECT_EQ(hint("tenants: [{name: team-a}]\naccess_policies:\n"
                 "- {name: read-it, realms: [{tenant: teem-a}], scopes: [traces:read]}"),
            "did you mean 'team-a'?");
}

TEST(DeclaredRules, HintsAtThePolicyThatWasMeant) {
  EXPECT_EQ(
      hint("tenants: [{name: tenant-01}]\naccess_policies:\n"
           "- {name: tenant-01-writer, realms: [{tenant: tenant-01}], scopes: [traces:write]}\n"
           "tokens: [{name: token-01, access_policy: tenant-01-writerr, "
           "expiration: \"2027-01-01T00:00:00Z\"}]"),
      "did you mean 'tenant-01-writer'?");
}

TEST(DeclaredRules, HintsAtTheScopeThatWasMeant) {
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

TEST(DeclaredRules, TellsAnExpiryThatIsPast) {
  EXPECT_THAT(told(expiring("2026-06-01T00:00:00Z"), in_june_2026()),
              ElementsAre(HasSubstr("declared/expired")));
}

TEST(DeclaredRules, TakesAnExpiryOneSecondAhead) {
  EXPECT_THAT(told(expiring("2026-06-01T00:00:01Z"), in_june_2026()), IsEmpty());
}

TEST(DeclaredRules, ComparesNoExpiryWithoutAClock) {
  EXPECT_THAT(told(expiring("1999-01-01T00:00:00Z")), IsEmpty());
}

TEST(DeclaredRules, TakesAnExpiryAtTheMaximum) {
  auto settings = in_june_2026();
  settings.max_lifetime = std::chrono::days(30);
  EXPECT_THAT(told(expiring("2026-07-01T00:00:00Z"), settings), IsEmpty());
}

TEST(DeclaredRules, TellsAnExpiryBeyondTheMaximum) {
  auto settings = in_june_2026();
  settings.max_lifetime = std::chrono::days(30);
  EXPECT_THAT(told(expiring("2026-07-01T00:00:01Z"), settings),
              ElementsAre(HasSubstr("declared/expiration-too-far")));
}

TEST(DeclaredRules, TakesAnExpiryWithoutQuotes) {
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

TEST(DeclaredRules, WarnsOfATokenThatNeverExpires) {
  const auto judgement = judge(without_expiry);
  ASSERT_THAT(told(judgement),
              ElementsAre("declared/missing-expiration tokens[0].expiration 4:10"));
  EXPECT_EQ(judgement.diagnostics[0].diagnostic.severity, Severity::warning);
}

TEST(DeclaredRules, RequiresAnExpiryWhereThePolicyDoes) {
  DeclaredTenantsSettings settings;
  settings.require_expiration = true;
  EXPECT_EQ(judge(without_expiry, settings).diagnostics[0].diagnostic.severity, Severity::error);
}

TEST(DeclaredRules, SayWhereANameStandsFirst) {
  EXPECT_EQ(
      hint("tenants:\n- name: team-a\n- name: team-a\n"),
      "the first one is tenants[0].name (tenants.yaml:2:9); names must be unique across all keys");
}

TEST(DeclaredRules, SayWhichPartHasANameFirst) {
  const auto judgement = judge_declared_tenants(
      {{"a.yaml", "tenants: [{name: team-a}]"}, {"b.yaml", "\n\ntenants: [{name: team-a}]"}}, {});
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_EQ(judgement.diagnostics[0].key, "b.yaml");
  EXPECT_THAT(judgement.diagnostics[0].diagnostic.hint, HasSubstr("(a.yaml:1:18)"));
}

TEST(DeclaredRules, HintAtTheTimeThatWasMeant) {
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

TEST(DeclaredRules, DoNotCallAnExpiryMissingThatIsNoText) {
  EXPECT_THAT(told("tokens: [{name: abc, access_policy: abc, expiration: 5}]"),
              Not(testing::Contains(HasSubstr("missing-expiration"))));
}

}  // namespace
}  // namespace tempo_admission::tempo::declared
