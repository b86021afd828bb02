#include "policy/tenants/tenant_fields.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::policy::tenant_fields_test {
namespace {

struct Case {
  std::string_view name;
  std::string_view text;
  std::string_view path;
  Position position;
};

class NearestKey : public testing::TestWithParam<Case> {};

TEST_P(NearestKey, IsWhereToPoint) {
  const auto judgement = tempo::judge_overrides(GetParam().text, {});
  ASSERT_FALSE(judgement.tenants.empty());
  const TenantFields fields(judgement.tenants.back());
  EXPECT_EQ(fields.nearest_key(GetParam().path), GetParam().position);
  EXPECT_EQ(fields.find(GetParam().path), nullptr);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, NearestKey,
    testing::Values(
        Case{"TheTenant", "overrides:\n  a: {}\n", "ingestion.rate_limit_bytes", {2, 3}},
        Case{"TheSection",
             "overrides:\n  a:\n    ingestion:\n      burst_size_bytes: 1\n",
             "ingestion.rate_limit_bytes",
             {3, 5}},
        Case{"TheInnermostSection",
             "overrides:\n  a:\n    metrics_generator:\n      processor:\n        host_info: "
             "{metric_name: x}\n",
             "metrics_generator.processor.span_metrics.dimensions",
             {4, 7}},
        Case{"OfASecondTenant",
             "overrides:\n  a: {ingestion: {}}\n  b: {ingestion: {}}\n",
             "ingestion.rate_limit_bytes",
             {3, 7}},
        Case{"OfARewrittenTenant",
             "overrides:\n  0123: {ingestion: {}}\n",
             "ingestion.rate_limit_bytes",
             {2, 10}},
        Case{
            "OfAFieldWithoutASection", "overrides:\n  a: {ingestion: {}}\n", "forwarders", {2, 3}}),
    [](const auto& test) { return std::string(test.param.name); });

tempo::OverridesJudgement judged(std::string_view text) {
  return tempo::judge_overrides(text, {});
}

TEST(TenantFields, FindsEveryFieldHoweverManyThereAre) {
  for (const int count : {1, 20, 3'000}) {
    std::string text = "overrides:\n  a:\n    metrics_generator:\n      remote_write_headers:\n";
    for (int i = 0; i < count; ++i) text += "        h" + std::to_string(i) + ": x\n";
    const auto judgement = judged(text);
    const TenantFields fields(judgement.tenants.at(0));
    for (const auto& field : judgement.tenants.at(0).fields)
      EXPECT_EQ(fields.find(field.path), &field) << field.path;
    EXPECT_EQ(fields.find("metrics_generator.remote_write_headers.absent"), nullptr);
  }
}

TEST(TenantFields, AFieldOfTheWrongTypeIsUnreadNotAbsent) {
  const auto judgement = judged("overrides: {a: {ingestion: {rate_limit_bytes: many}}}\n");
  const TenantFields fields(judgement.tenants.at(0));
  EXPECT_TRUE(fields.is_unread("ingestion.rate_limit_bytes"));
  EXPECT_FALSE(fields.is_unread("ingestion.burst_size_bytes"));
}

TEST(TenantFields, ANullFieldIsAbsent) {
  const auto judgement = judged("overrides: {a: {ingestion: {rate_limit_bytes: }}}\n");
  const TenantFields fields(judgement.tenants.at(0));
  EXPECT_FALSE(fields.is_unread("ingestion.rate_limit_bytes"));
  EXPECT_EQ(fields.find("ingestion.rate_limit_bytes"), nullptr);
}

}  // namespace
}  // namespace tempo_admission::policy::tenant_fields_test
