#include "policy/tenants/field_limits.hpp"

#include <gmock/gmock.h>

#include "policy/model/model.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Diagnostics check(const std::string& limit, const std::string& tenants) {
  const auto policy = policy_of(
      policy_text("tenants: [{name: r, selector: {}, key: a, format: overrides, limits: [{" +
                  limit + "}]}]\n"));
  const std::string text = "overrides: {" + tenants + "}\n";
  const auto judgement = tempo::judge_overrides(text, {});
  Diagnostics faults;
  for (const auto& tenant : judgement.tenants)
    for (auto& fault : check_limits(policy.model().tenants.front().limits, tenant))
      faults.push_back(std::move(fault));
  return faults;
}

struct Case {
  std::string_view name;
  std::string_view limit;
  std::string_view tenant;
  std::string_view code;  // without "tenants/"; empty: no finding
};

class LimitTable : public testing::TestWithParam<Case> {};

TEST_P(LimitTable, Holds) {
  const auto faults =
      check(std::string(GetParam().limit), "a: {" + std::string(GetParam().tenant) + "}");
  if (GetParam().code.empty()) {
    EXPECT_THAT(faults, testing::IsEmpty());
  } else {
    ASSERT_THAT(faults, testing::SizeIs(1));
    EXPECT_EQ(faults[0].code, "tenants/" + std::string(GetParam().code));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Fields, LimitTable,
    testing::Values(
        Case{"BelowMin", "path: ingestion.rate_limit_bytes, min: 10",
             "ingestion: {rate_limit_bytes: 9}", "below-minimum"},
        Case{"AtMin", "path: ingestion.rate_limit_bytes, min: 10",
             "ingestion: {rate_limit_bytes: 10}", ""},
        Case{"AboveMax", "path: ingestion.rate_limit_bytes, max: 10",
             "ingestion: {rate_limit_bytes: 11}", "above-maximum"},
        Case{"AtMax", "path: ingestion.rate_limit_bytes, max: 10",
             "ingestion: {rate_limit_bytes: 10}", ""},
        Case{"NoNumberIsInNoRange",
             "path: metrics_generator.native_histogram_bucket_factor, max: 2",
             "metrics_generator: {native_histogram_bucket_factor: .nan}", "above-maximum"},
        Case{"AbsentRateIsZero", "path: ingestion.rate_limit_bytes, min: 1", "", "below-minimum"},
        Case{"AbsentRateIsNotTooMuch", "path: ingestion.rate_limit_bytes, max: 1", "", ""},
        Case{"RequiredSaysItOnce", "path: ingestion.rate_limit_bytes, min: 1, required: true", "",
             "required-field"},
        Case{"ZeroTracesIsUnlimited", "path: ingestion.max_traces_per_user, max: 10",
             "ingestion: {max_traces_per_user: 0}", "unlimited"},
        Case{"NoTracesIsUnlimited", "path: ingestion.max_traces_per_user, max: 10", "",
             "unlimited"},
        Case{"UnlimitedIsAboveEveryMin", "path: ingestion.max_traces_per_user, min: 10",
             "ingestion: {max_traces_per_user: 0}", ""},
        Case{"NegativeBytesPerTraceIsUnlimited", "path: global.max_bytes_per_trace, max: 10",
             "global: {max_bytes_per_trace: -1}", "unlimited"},
        Case{"ZeroSeriesIsUnlimited", "path: metrics_generator.max_active_series, max: 10",
             "metrics_generator: {max_active_series: 0}", "unlimited"},
        Case{"Duration", "path: compaction.block_retention, min: 24h, max: 90d",
             "compaction: {block_retention: 23h}", "below-minimum"},
        Case{"DurationInOtherUnits", "path: compaction.block_retention, min: 24h, max: 90d",
             "compaction: {block_retention: 13w}", "above-maximum"},
        Case{"DurationWithin", "path: compaction.block_retention, min: 24h, max: 90d",
             "compaction: {block_retention: 1d}", ""},
        Case{"ZeroRetentionIsTempos", "path: compaction.block_retention, min: 24h",
             "compaction: {block_retention: 0}", ""},
        Case{"AbsentRetentionIsTempos", "path: compaction.block_retention, min: 24h", "", ""},
        Case{"GoDuration", "path: metrics_generator.collection_interval, min: 15s",
             "metrics_generator: {collection_interval: 10s}", "below-minimum"},
        Case{"Allowed", "path: read.unsafe_query_hints, allowed: [false]",
             "read: {unsafe_query_hints: false}", ""},
        Case{"NotAllowed", "path: read.unsafe_query_hints, allowed: [false]",
             "read: {unsafe_query_hints: true}", "value-not-allowed"},
        Case{"AbsentIsAllowed", "path: read.unsafe_query_hints, allowed: [false]", "", ""},
        Case{"AllowedItems",
             "path: metrics_generator.processors, allowed: [span-metrics, host-info]",
             "metrics_generator: {processors: [host-info, span-metrics]}", ""},
        Case{"OneItemTooMany", "path: metrics_generator.processors, allowed: [span-metrics]",
             "metrics_generator: {processors: [span-metrics, host-info]}", "value-not-allowed"},
        Case{"Forbidden", "path: compaction.compaction_disabled, forbidden: true",
             "compaction: {compaction_disabled: false}", "forbidden-field"},
        Case{"ForbiddenAndAbsent", "path: compaction.compaction_disabled, forbidden: true", "", ""},
        Case{"Pattern", "path: metrics_generator.trace_id_label_name, pattern: '[a-z]+'",
             "metrics_generator: {trace_id_label_name: traceid}", ""},
        Case{"PatternIsForTheWholeText",
             "path: metrics_generator.trace_id_label_name, pattern: '[a-z]+'",
             "metrics_generator: {trace_id_label_name: traceID}", "pattern-mismatch"},
        Case{"PatternOfItems", "path: forwarders, pattern: 'f-.*'", "forwarders: [f-1, g-1]",
             "pattern-mismatch"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Limits, HoldForEveryTenantAndTheWildcard) {
  const auto faults = check("path: ingestion.rate_limit_bytes, max: 1",
                            "a: {ingestion: {rate_limit_bytes: 2}}, '*': {ingestion: "
                            "{rate_limit_bytes: 2}}");
  EXPECT_THAT(faults, testing::SizeIs(2));
}

TEST(Limits, ExceptTenantsByName) {
  const auto faults = check("path: ingestion.rate_limit_bytes, max: 1, except: [big-*]",
                            "big-a: {ingestion: {rate_limit_bytes: 2}}, b: {ingestion: "
                            "{rate_limit_bytes: 2}}");
  ASSERT_THAT(faults, testing::SizeIs(1));
  EXPECT_EQ(faults[0].path, "b.ingestion.rate_limit_bytes");
}

TEST(Limits, HoldForChosenTenantsOnly) {
  EXPECT_THAT(check("path: ingestion.rate_limit_bytes, max: 1, tenants: [b]",
                    "a: {ingestion: {rate_limit_bytes: 2}}"),
              testing::IsEmpty());
}

TEST(Limits, HoldForWhatAMergeKeyBringsIn) {
  EXPECT_THAT(check("path: ingestion.rate_limit_bytes, max: 1",
                    "a: {ingestion: &i {rate_limit_bytes: 2}}, b: {ingestion: {<<: *i}}"),
              testing::SizeIs(2));
}

TEST(Limits, SayTheReasonAndPointAtTheValue) {
  const auto faults = check("path: ingestion.rate_limit_bytes, max: 1, reason: ask SRE",
                            "a: {ingestion: {rate_limit_bytes: 2}}");
  EXPECT_EQ(faults.at(0).hint, "ask SRE");
  EXPECT_EQ(faults.at(0).position, (Position{1, 47}));
}

TEST(Limits, PointAtTheTenantWhereAFieldIsMissing) {
  const auto faults = check("path: ingestion.rate_limit_bytes, required: true", "team-a: {}");
  EXPECT_EQ(faults.at(0).position, (Position{1, 13}));
}

TEST(Limits, DoNotCallAFieldAbsentThatCouldNotBeRead) {
  EXPECT_THAT(check("path: ingestion.rate_limit_bytes, min: 1, required: true",
                    "a: {ingestion: {rate_limit_bytes: 30MB}}"),
              testing::IsEmpty());
}

TEST(Limits, AskNothingOfATenantWithoutABlock) {
  EXPECT_THAT(check("path: ingestion.rate_limit_bytes, min: 1, required: true", "a: ~"),
              testing::IsEmpty());
}

TEST(Limits, NeverShowASecret) {
  const auto faults =
      check("path: metrics_generator.remote_write_headers.Authorization, pattern: '[$][{].*'",
            "a: {metrics_generator: {remote_write_headers: {Authorization: Bearer hunter2}}}");
  ASSERT_THAT(faults, testing::SizeIs(1));
  EXPECT_THAT(faults[0].message, testing::Not(HasSubstr("hunter2")));
}

TEST(CheckLimits, NamesTheItemsOfAListThatAreNotAllowed) {
  const auto faults =
      check("path: metrics_generator.processors, allowed: [span-metrics]",
            "a: {metrics_generator: {processors: [span-metrics, host-info, service-graphs]}}");
  ASSERT_THAT(faults, testing::SizeIs(1));
  EXPECT_EQ(faults[0].message,
            "metrics_generator.processors contains host-info, service-graphs; supported values: "
            "span-metrics");
}

}  // namespace
}  // namespace tempo_admission::policy
