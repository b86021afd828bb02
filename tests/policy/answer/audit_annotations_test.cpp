#include "policy/answer/audit_annotations.hpp"

#include <gmock/gmock.h>
#include <re2/re2.h>

#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

std::vector<Decision> some_decisions() {
  std::string nulls = "overrides:\n";
  for (int i = 0; i < 500; ++i) nulls += "  team-" + std::to_string(i) + ":\n";
  std::string many = "overrides:\n";
  for (int i = 0; i < 2000; ++i) many += "  team-" + std::to_string(i) + ": {}\n";
  return {mutate(default_policy({.ceiling = Mode::audit}), create(service("querier"))),
          validate(default_policy({.ceiling = Mode::audit}), create(overrides_map(nulls))),
          validate(default_policy(), create(overrides_map(nulls))),
          validate(default_policy(), create(overrides_map(many)))};
}

TEST(AuditAnnotations, Case101HaveKeysThatTheApiServerTakes) {
  const re2::RE2 part("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  for (const auto& decision : some_decisions())
    for (const auto& [key, value] : decision.audit_annotations)
      EXPECT_TRUE(key.size() <= 63 && re2::RE2::FullMatch(key, part)) << key;
}

TEST(AuditAnnotations, AreSortedAndBounded) {
  for (const auto& decision : some_decisions()) {
    EXPECT_TRUE(
        std::is_sorted(decision.audit_annotations.begin(), decision.audit_annotations.end()));
    for (const auto& [key, value] : decision.audit_annotations) {
      EXPECT_LE(value.size(), 4096) << key;
      EXPECT_FALSE(value.empty()) << key;
    }
  }
}

TEST(AuditAnnotations, CountWhatTheyLeaveOut) {
  EXPECT_THAT(audit_value(some_decisions().back(), "tenant-changes"),
              testing::ContainsRegex("\\.\\.\\. and [0-9]+ more$"));
}

TEST(AuditAnnotations, TellADenialFromAWouldBeDenial) {
  const auto audited = some_decisions()[1];
  const auto enforced = some_decisions()[2];
  EXPECT_EQ(audit_value(audited, "denied"), "");
  EXPECT_NE(audit_value(audited, "would-deny"), "");
  EXPECT_NE(audit_value(enforced, "denied"), "");
  EXPECT_EQ(audit_value(enforced, "would-deny"), "");
}

TEST(AuditAnnotations, SayThatTempoDoesNotRunAndWhenItDies) {
  const auto of = [](const std::string& tenants) {
    return validate(default_policy(), create(overrides_map("overrides:\n" + tenants)));
  };
  const std::string fine = "  a: {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}}\n";
  const std::string deadly = "  b: {metrics_generator: {collection_interval: -1s}}\n";
  EXPECT_EQ(audit_value(of(fine), "tempo-runs"), "");
  EXPECT_EQ(audit_value(of(fine + "  b: {x: 1}\n"), "tempo-runs"), "false");
  EXPECT_EQ(audit_value(of(fine + "  b: {x: 1}\n"), "tempo-fatal"), "");
  EXPECT_EQ(audit_value(of(fine + deadly), "tempo-runs"), "false");
  EXPECT_EQ(audit_value(of(fine + deadly), "tempo-fatal"), "later");
  EXPECT_EQ(audit_value(of(deadly + "  c:\n"), "tempo-fatal"), "load");
}

TEST(AuditAnnotations, AreTheSameForTheSameObject) {
  for (std::size_t i = 0; i < some_decisions().size(); ++i)
    EXPECT_EQ(some_decisions()[i].audit_annotations, some_decisions()[i].audit_annotations);
}

TEST(AuditAnnotations, AreNoneForAnObjectThatNoRuleSelects) {
  EXPECT_TRUE(mutate(default_policy(), create(service("gateway"))).audit_annotations.empty());
}

}  // namespace
}  // namespace tempo_admission::policy
