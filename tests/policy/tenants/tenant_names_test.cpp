#include "policy/tenants/tenant_names.hpp"

#include <gmock/gmock.h>

#include "policy/model/model.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy::tenant_names_test {
namespace {

std::vector<std::string> codes(const std::string& rules, const std::vector<TenantName>& names) {
  const auto policy = policy_of(policy_text(
      "tenants: [{name: r, selector: {}, key: a, format: overrides, " + rules + "}]\n"));
  std::vector<std::string> found;
  for (const auto& [tenant, fault] : check_names(policy.model().tenants.front(), names))
    found.push_back(fault.code);
  return found;
}

struct Case {
  std::string_view name;
  std::string_view rules;
  std::string_view tenant;
  std::string_view code;  // without "tenants/"; empty: no finding
};

class Naming : public testing::TestWithParam<Case> {};

TEST_P(Naming, Holds) {
  const auto found =
      codes("tenantIds: {" + std::string(GetParam().rules) + "}", {{GetParam().tenant, {1, 1}}});
  if (GetParam().code.empty())
    EXPECT_THAT(found, testing::IsEmpty());
  else
    EXPECT_THAT(found, testing::ElementsAre("tenants/" + std::string(GetParam().code)));
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Naming,
    testing::Values(Case{"Anything", "", "Any Thing", ""},
                    Case{"Tempo", "charset: tempo", "a!-_.*'()Z9", ""},
                    Case{"NotTempo", "charset: tempo", "a/b", "name-charset"},
                    Case{"AdminApi", "charset: admin-api", "a_b-1", ""},
                    Case{"NotAdminApi", "charset: admin-api", "A", "name-charset"},
                    Case{"DnsLabel", "charset: dns-label", "a-1", ""},
                    Case{"NotDnsLabel", "charset: dns-label", "a_b", "name-charset"},
                    Case{"DnsLabelEndsInAHyphen", "charset: dns-label", "a-", "name-charset"},
                    Case{"TooShort", "minLength: 3", "ab", "name-length"},
                    Case{"LongEnough", "minLength: 3", "abc", ""},
                    Case{"TooLong", "maxLength: 3", "abcd", "name-length"},
                    Case{"Pattern", "pattern: 'team-[a-z]+'", "team-a", ""},
                    Case{"NotThePattern", "pattern: 'team-[a-z]+'", "my-team-a", "name-pattern"},
                    Case{"Reserved", "reserved: [admin]", "admin", "name-reserved"},
                    Case{"Allowed", "allow: ['team-*']", "team-a", ""},
                    Case{"NotAllowed", "allow: ['team-*']", "other", "name-not-allowed"},
                    Case{"Denied", "deny: ['test-*']", "test-a", "name-denied"},
                    Case{"WildcardIsNoName", "charset: dns-label, allow: [a], minLength: 3", "*",
                         ""},
                    Case{"WildcardForbidden", "wildcard: forbidden", "*", "wildcard-forbidden"},
                    Case{"WildcardRequired", "wildcard: required", "a", "wildcard-required"},
                    Case{"WildcardThere", "wildcard: required", "*", ""}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(MaxTenants, PointsAtTheFirstOneTooMany) {
  const auto policy = policy_of(policy_text(
      "tenants: [{name: r, selector: {}, key: a, format: overrides, maxTenants: 1}]\n"));
  const auto faults =
      check_names(policy.model().tenants.front(), {{"a", {2, 3}}, {"b", {3, 3}}, {"c", {4, 3}}});
  ASSERT_THAT(faults, testing::SizeIs(1));
  EXPECT_EQ(faults[0].what.code, "tenants/too-many");
  EXPECT_EQ(faults[0].what.position, (Position{3, 3}));
}

}  // namespace
}  // namespace tempo_admission::policy::tenant_names_test
