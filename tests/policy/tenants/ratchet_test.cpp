// Case 114, the ratchet: which findings are old and which are new.
#include "policy/tenants/ratchet.hpp"

#include <gmock/gmock.h>

#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

std::string rules(const std::string& more = "") {
  return policy_text(
      "mode: enforce\nseverity: {overrides/no-rate-limit: error}\ntenants:\n- name: overrides\n"
      "  selector: {matchLabels: {app.kubernetes.io/name: tempo}}\n  key: overrides.yaml\n"
      "  format: overrides\n" +
      more);
}

const std::string trapped = "  trapped: {compaction: {block_retention: 48h}}\n";
const std::string fine = "  fine: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}}\n";
const std::string null_tenant = "  empty:\n";

Decision change(const std::string& before, const std::string& after, const std::string& more = "") {
  return validate(policy_of(rules(more)), update(overrides_map("overrides:\n" + after),
                                                 overrides_map("overrides:\n" + before)));
}

TEST(Ratchet, Case114LetsAnotherTenantChangeBesideAnOldFault) {
  const auto decision = change(trapped, trapped + fine);
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(find_code(decision, "overrides/no-rate-limit")->what.severity, Severity::warning);
}

TEST(Ratchet, Case114HoldsTheFaultAgainstAChangeOfItsOwnTenant) {
  const std::string touched = "  trapped: {compaction: {block_retention: 24h}}\n";
  EXPECT_FALSE(change(trapped, touched).allowed);
}

TEST(Ratchet, Case114RefusesWhatTempoRefusesUnlessTheTextIsUnchanged) {
  EXPECT_FALSE(change(null_tenant, null_tenant + fine).allowed);
  EXPECT_TRUE(change(null_tenant, null_tenant).allowed);
}

TEST(Ratchet, Case114RefusesWhatTempoDiesOfUnlessTheTextIsUnchanged) {
  const std::string deadly =
      "  deadly: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}, "
      "metrics_generator: {collection_interval: -1s}}\n";
  EXPECT_FALSE(change(deadly, deadly + fine).allowed);
  EXPECT_TRUE(change(deadly, deadly).allowed);
}

TEST(Ratchet, Case114RefusesANewTenantWithTheSameFault) {
  EXPECT_FALSE(
      change(trapped, trapped + "  second: {compaction: {block_retention: 48h}}\n").allowed);
}

TEST(Ratchet, CanBeSwitchedOff) {
  EXPECT_FALSE(change(trapped, trapped + fine, "  ratchet: false\n").allowed);
  EXPECT_FALSE(change(null_tenant, null_tenant, "  ratchet: false\n").allowed);
}

TEST(Ratchet, DoesNotTakeAnUpgradeForAnOldFault) {
  const std::string legacy = "overrides:\n  team-a: {ingestion_rate_limit_bytes: 1}\n";
  const auto policy = default_policy();
  EXPECT_TRUE(
      validate(policy, update(overrides_map(legacy, "2.10.5"), overrides_map(legacy, "2.10.5")))
          .allowed);
  EXPECT_FALSE(
      validate(policy, update(overrides_map(legacy, "3.0.3"), overrides_map(legacy, "2.10.5")))
          .allowed);
}

TEST(Ratchet, DoesNotCoverWhatWasNotUnderTheRule) {
  auto unlabelled = overrides_map("overrides:\n" + null_tenant);
  unlabelled["metadata"].erase("labels");
  EXPECT_FALSE(
      validate(default_policy(), update(overrides_map("overrides:\n" + null_tenant), unlabelled))
          .allowed);
}

TEST(Ratchet, SeesThroughAnAliasWhoseAnchorChanged) {
  const auto text = [](const std::string& rate) {
    return "  base: &base {ingestion: {rate_limit_bytes: " + rate + ", burst_size_bytes: 1}}\n" +
           "  alias: *base\n";
  };
  const auto decision =
      change(text("5"), text("50"), "  limits: [{path: ingestion.rate_limit_bytes, max: 1}]\n");
  std::size_t errors = 0;
  for (const auto& finding : decision.findings) errors += denies(finding);
  EXPECT_EQ(errors, 2);
}

// The path of a finding in tenant "a" reads like one in the tenant "a.ingestion".
TEST(Ratchet, IsNotMisledByATenantThatIsNamedLikeAPath) {
  const std::string decoy =
      "  a.ingestion: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}}\n";
  const auto text = [&](const std::string& rate) {
    return decoy + "  a: {ingestion: {rate_limit_bytes: " + rate + ", burst_size_bytes: 1}}\n";
  };
  const std::string limit = "  limits: [{path: ingestion.rate_limit_bytes, max: 1000}]\n";
  EXPECT_FALSE(change(text("5"), text("999999"), limit).allowed);
  EXPECT_TRUE(change(text("999999"), text("999999") + fine, limit).allowed);
}

TEST(Ratchet, KnowsATenantWithALongName) {
  const std::string name(900, 'n');
  const auto text = "  " + name + ": {ingestion: {rate_limit_bytes: 9, burst_size_bytes: 1}}\n";
  const std::string limit = "  limits: [{path: ingestion.rate_limit_bytes, max: 1}]\n";
  EXPECT_TRUE(change(text, text + fine, limit).allowed);
  const auto longer = "  " + name + "y: {ingestion: {rate_limit_bytes: 9, burst_size_bytes: 1}}\n";
  EXPECT_FALSE(change(text, text + longer, limit).allowed);
}

}  // namespace
}  // namespace tempo_admission::policy
