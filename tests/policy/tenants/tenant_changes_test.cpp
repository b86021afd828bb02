#include "policy/tenants/tenant_changes.hpp"

#include <gmock/gmock.h>

namespace tempo_admission::policy {
namespace {

std::vector<tempo::Tenant> tenants_of(std::string_view text) {
  return tempo::judge_overrides(text, {}).tenants;
}

std::vector<std::string> changes(std::string_view before, std::string_view after) {
  const auto old_ones = tenants_of(before);
  const auto new_ones = tenants_of(after);
  std::vector<std::string> lines;
  for (const auto& c : changes_between(pair_tenants(old_ones, new_ones)))
    lines.push_back(std::string(c.what == TenantChange::What::added     ? "+"
                                : c.what == TenantChange::What::removed ? "-"
                                                                        : "~") +
                    c.tenant + " " + c.field + " " + c.before + ">" + c.after);
  return lines;
}

TEST(TenantChanges, AreNoneWhereOnlyTheWritingDiffers) {
  EXPECT_THAT(changes("overrides: {a: {ingestion: {rate_limit_bytes: 1000}}}",
                      "overrides:\n  \"a\":\n    ingestion: {rate_limit_bytes: 1e3}  # same\n"),
              testing::IsEmpty());
}

TEST(TenantChanges, NameTenantsThatComeAndGo) {
  EXPECT_THAT(changes("overrides: {a: {}, b: {}}", "overrides: {c: {}, b: {}}"),
              testing::ElementsAre("+c  >", "-a  >"));
}

TEST(TenantChanges, NameFieldsWithOldAndNewValue) {
  EXPECT_THAT(changes("overrides: {a: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 2}}}",
                      "overrides: {a: {ingestion: {rate_limit_bytes: 3, max_traces_per_user: 4}}}"),
              testing::ElementsAre("~a ingestion.rate_limit_bytes 1>3",
                                   "~a ingestion.max_traces_per_user (unset)>4",
                                   "~a ingestion.burst_size_bytes 2>(unset)"));
}

TEST(TenantChanges, NeverShowASecret) {
  const auto text = [](const std::string& secret) {
    return "overrides: {a: {metrics_generator: {remote_write_headers: {Authorization: " + secret +
           "}}}}";
  };
  const auto before = text("hunter1");
  const auto after = text("hunter2");
  const auto lines = changes(before, after);
  ASSERT_THAT(lines, testing::SizeIs(1));
  EXPECT_THAT(lines[0], testing::Not(testing::HasSubstr("hunter")));
}

TEST(IsUnchanged, LooksThroughAliases) {
  const auto before_text =
      "overrides:\n  base: {ingestion: &x {rate_limit_bytes: 1}}\n  a: "
      "{ingestion: *x}\n";
  const auto after_text =
      "overrides:\n  base: {ingestion: &x {rate_limit_bytes: 2}}\n  a: "
      "{ingestion: *x}\n";
  const auto before = tenants_of(before_text);
  const auto after = tenants_of(after_text);
  ASSERT_EQ(before.at(1).block, after.at(1).block);
  EXPECT_FALSE(is_unchanged(before[1], after[1]));
  EXPECT_TRUE(is_unchanged(before[1], before[1]));
}

}  // namespace
}  // namespace tempo_admission::policy
