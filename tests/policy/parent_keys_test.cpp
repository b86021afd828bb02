#include "policy/parent_keys.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::policy::parent_keys_test {
namespace {

struct Case {
  std::string_view name;
  std::string_view text;
  std::string_view path;
  Position position;
};

class NearestParent : public testing::TestWithParam<Case> {};

TEST_P(NearestParent, IsWhereToPoint) {
  const auto judgement = tempo::judge_overrides(GetParam().text, {});
  ASSERT_FALSE(judgement.tenants.empty());
  ParentKeys parents(GetParam().text);
  const auto nearest = parents.find(judgement.tenants.back(), GetParam().path);
  EXPECT_EQ(nearest.position, GetParam().position);
  EXPECT_FALSE(nearest.is_field);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, NearestParent,
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

}  // namespace
}  // namespace tempo_admission::policy::parent_keys_test
