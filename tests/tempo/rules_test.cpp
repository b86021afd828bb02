// The rules about values, as a table: one field of a tenant, and the code that it does or does not
// give.
#include <gtest/gtest.h>

#include <string>

#include "tempo/judged.hpp"

namespace tempo_admission::tempo {
namespace {

struct RuleCase {
  std::string field;  // on one line of YAML
  const char* code;
  Version version = Version::v3_0;
};

std::string name_of(const RuleCase& rule) {
  return rule.field + " on " + std::string(to_string(rule.version));
}

bool gives(const RuleCase& rule) {
  const auto found = findings(tenant_with(rule.field), on(rule.version));
  return found.find(std::string(rule.code) + " ") != std::string::npos;
}

class Warned : public testing::TestWithParam<RuleCase> {};
class Left : public testing::TestWithParam<RuleCase> {};

TEST_P(Warned, GivesTheCode) {
  EXPECT_TRUE(gives(GetParam())) << name_of(GetParam());
}
TEST_P(Left, DoesNotGiveTheCode) {
  EXPECT_FALSE(gives(GetParam())) << name_of(GetParam());
}

std::string generator(const std::string& field) {
  return "metrics_generator: {" + field + "}";
}
std::string span_metrics(const std::string& field) {
  return generator("processor: {span_metrics: {" + field + "}}");
}
std::string policy(const std::string& value) {
  return span_metrics("filter_policies: [" + value + "]");
}
std::string columns(const std::string& value) {
  return "storage: {parquet_dedicated_columns: [" + value + "]}";
}
std::string dimensions(const std::string& value) {
  return "cost_attribution: {dimensions: {" + value + "}}";
}

constexpr auto unchecked = "overrides/unchecked-value";

INSTANTIATE_TEST_SUITE_P(
    Validators, Warned,
    testing::Values(
        RuleCase{generator("generate_native_histograms: Classic"), "overrides/histogram-mode"},
        RuleCase{generator("generate_native_histograms: x"), "overrides/histogram-mode",
                 Version::v2_9},
        RuleCase{generator("span_name_sanitization: disabled"), "overrides/span-name-sanitization"},
        RuleCase{generator("native_histogram_bucket_factor: 1"), "overrides/bucket-factor"},
        RuleCase{generator("native_histogram_bucket_factor: 1"), unchecked, Version::v2_9},
        RuleCase{span_metrics("histogram_buckets: [1, 1]"), "overrides/histogram-buckets"},
        RuleCase{span_metrics("histogram_buckets: [1, ~]"), "overrides/histogram-buckets"},
        RuleCase{span_metrics("histogram_buckets: [2, 1]"), unchecked, Version::v2_9},
        RuleCase{dimensions("a.b: \"\", a_b: \"\""), "overrides/cost-attribution-label"},
        RuleCase{dimensions("span.x: \"\", resource.x: \"\""), "overrides/cost-attribution-label"},
        RuleCase{dimensions("a: __name__"), "overrides/cost-attribution-label", Version::v2_10},
        RuleCase{dimensions("a: 1 bad"), unchecked, Version::v2_9},
        RuleCase{columns("{type: string, scope: span}"), "overrides/dedicated-column"},
        RuleCase{columns("~"), "overrides/dedicated-column"},
        RuleCase{columns("{name: a, type: float, scope: span}"), "overrides/dedicated-column"},
        RuleCase{columns("{name: a, type: int, scope: link}"), "overrides/dedicated-column"},
        RuleCase{columns("{name: a, type: int, scope: span}, {name: a, type: string, scope: span}"),
                 "overrides/dedicated-column"},
        RuleCase{columns("{name: a, type: int, scope: span, options: [zip]}"),
                 "overrides/dedicated-column"},
        RuleCase{columns("{name: a}"), unchecked, Version::v2_10}));

INSTANTIATE_TEST_SUITE_P(
    Validators, Left,
    testing::Values(
        RuleCase{generator("generate_native_histograms: \"\""), "overrides/histogram-mode"},
        RuleCase{generator("native_histogram_bucket_factor: 0"), "overrides/bucket-factor"},
        RuleCase{generator("native_histogram_bucket_factor: .nan"), "overrides/bucket-factor"},
        RuleCase{span_metrics("histogram_buckets: []"), "overrides/histogram-buckets"},
        RuleCase{span_metrics("histogram_buckets: [1, .nan, 0]"), "overrides/histogram-buckets"},
        RuleCase{dimensions("a: x, b: y"), "overrides/cost-attribution-label"},
        RuleCase{columns("{name: a, type: int, scope: span}, {name: a, type: int, scope: event}"),
                 "overrides/dedicated-column"},
        RuleCase{columns("{name: a, type: int, scope: span, options: [array, blob]}"),
                 "overrides/dedicated-column"},
        RuleCase{columns("{name: [a], type: {}, scope: [span]}"), "overrides/dedicated-column"}));

TEST(DedicatedColumns, HintAtTheNearestScope) {
  const auto text = tenant_with(columns("{name: a, type: int, scope: Resource}"));
  EXPECT_EQ(finding(text, "overrides/dedicated-column").hint, "write scope: resource");
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, Warned,
    testing::Values(RuleCase{"global: {max_bytes_per_trace: -1}", "overrides/negative-number"},
                    RuleCase{generator("native_histogram_min_reset_duration: -30s"),
                             "overrides/negative-number"},
                    RuleCase{generator("forwarder: {workers: -1}"), "overrides/negative-number"},
                    RuleCase{"global: {max_bytes_per_trace: 1.5}", "overrides/cut-float"},
                    RuleCase{generator("max_active_series: 0.5"), "overrides/cut-float"},
                    RuleCase{generator("collection_interval: 30"), "overrides/bare-duration"},
                    RuleCase{generator("native_histogram_min_reset_duration: 1e9"),
                             "overrides/bare-duration"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, Left,
    testing::Values(RuleCase{"global: {max_bytes_per_trace: 15e6}", "overrides/cut-float"},
                    RuleCase{"global: {max_bytes_per_trace: 2.0}", "overrides/cut-float"},
                    RuleCase{generator("native_histogram_bucket_factor: 1.5"),
                             "overrides/cut-float"},
                    RuleCase{generator("collection_interval: -30s"), "overrides/negative-number"},
                    RuleCase{generator("collection_interval: 0"), "overrides/bare-duration"},
                    RuleCase{generator("collection_interval: 30s"), "overrides/bare-duration"}));

INSTANTIATE_TEST_SUITE_P(
    Generator, Warned,
    testing::Values(
        RuleCase{generator("processors: [span-metricz]"), "overrides/unknown-processor"},
        RuleCase{generator("processors: [local-blocks]"), "overrides/unknown-processor"},
        RuleCase{generator("processors: [service-graphs-request]"), "overrides/unknown-processor",
                 Version::v2_10},
        RuleCase{generator("collection_interval: 14s"), "overrides/collection-interval"},
        RuleCase{generator("collection_interval: 301s"), "overrides/collection-interval"},
        RuleCase{generator("ingestion_time_range_slack: 13h"), "overrides/ingestion-slack"},
        RuleCase{generator("ingestion_time_range_slack: -1s"), "overrides/ingestion-slack"},
        RuleCase{generator("processor: {host_info: {metric_name: a-b}}"), "overrides/label-name"},
        RuleCase{span_metrics("intrinsic_dimensions: {spans: true}"),
                 "overrides/intrinsic-dimension"},
        RuleCase{span_metrics("dimension_mappings: [{source_labels: [a]}]"),
                 "overrides/dimension-mapping"},
        RuleCase{span_metrics("dimension_mappings: [{name: a, source_labels: []}]"),
                 "overrides/dimension-mapping"}));

INSTANTIATE_TEST_SUITE_P(
    Generator, Left,
    testing::Values(
        RuleCase{generator("processors: [host-info, span-metrics-size]"),
                 "overrides/unknown-processor"},
        RuleCase{generator("processors: [local-blocks]"), "overrides/unknown-processor",
                 Version::v2_9},
        RuleCase{generator("collection_interval: 15s"), "overrides/collection-interval"},
        RuleCase{generator("collection_interval: 5m"), "overrides/collection-interval"},
        RuleCase{generator("collection_interval: 30"), "overrides/collection-interval"},
        RuleCase{generator("ingestion_time_range_slack: 12h"), "overrides/ingestion-slack"},
        RuleCase{span_metrics("dimension_mappings: [{name: a, source_labels: [b]}]"),
                 "overrides/dimension-mapping"}));

INSTANTIATE_TEST_SUITE_P(
    FilterPolicies, Warned,
    testing::Values(
        RuleCase{policy("{}"), "overrides/filter-policy"},
        RuleCase{policy("~"), "overrides/filter-policy"},
        RuleCase{policy("{include: {}}"), "overrides/filter-policy"},
        RuleCase{policy("{include: {match_type: glob}}"), "overrides/filter-policy"},
        RuleCase{policy("{exclude: {match_type: strict, attributes: [{key: a, value: b}]}}"),
                 "overrides/filter-policy"},
        RuleCase{
            policy("{exclude: {match_type: strict, attributes: [{key: duration, value: 1s}]}}"),
            "overrides/filter-policy"},
        RuleCase{
            policy("{exclude: {match_type: strict, attributes: [{key: kind, value: server}]}}"),
            "overrides/filter-policy"},
        RuleCase{
            policy("{exclude: {match_type: strict, attributes: [{key: status, value: error}]}}"),
            "overrides/filter-policy"},
        RuleCase{policy("{include: {match_type: regex, attributes: [{key: name, value: \"(\"}]}}"),
                 "overrides/filter-regex"},
        RuleCase{policy("{include: {match_type: regex, attributes: [{key: span.a, value: [b]}]}}"),
                 "overrides/filter-regex"}));

INSTANTIATE_TEST_SUITE_P(
    FilterPolicies, Left,
    testing::Values(
        RuleCase{
            policy(
                "{include_any: {match_type: strict, attributes: [{key: resource.a, value: 1}]}}"),
            "overrides/filter-policy"},
        RuleCase{policy("{exclude: {match_type: strict, attributes: "
                        "[{key: kind, value: SPAN_KIND_SERVER}]}}"),
                 "overrides/filter-policy"},
        RuleCase{
            policy("{exclude: {match_type: regex, attributes: [{key: kind, value: .*SERVER}]}}"),
            "overrides/filter-policy"},
        RuleCase{policy("{include: {match_type: regex, attributes: [{key: name, value: a.*}]}}"),
                 "overrides/filter-regex"}));

std::string header(const std::string& text) {
  return generator("remote_write_headers: {" + text + "}");
}

INSTANTIATE_TEST_SUITE_P(
    Headers, Warned,
    testing::Values(RuleCase{header("authorization: Basic abc"), "overrides/literal-credential"},
                    RuleCase{header("\"Bearer abc\": x"), "overrides/literal-credential"},
                    RuleCase{header("X-Auth-Token: abc"), "overrides/literal-credential"},
                    RuleCase{header("X-Scope-OrgID: other"), "overrides/foreign-org-id"},
                    RuleCase{header("X-A: \"${B}\""), "overrides/unexpanded-env"}));

INSTANTIATE_TEST_SUITE_P(
    Headers, Left,
    testing::Values(RuleCase{header("X-Scope-OrgID: t"), "overrides/foreign-org-id"},
                    RuleCase{header("X-Team: blue"), "overrides/literal-credential"},
                    RuleCase{header("Authorization: \"\""), "overrides/literal-credential"}));

INSTANTIATE_TEST_SUITE_P(Limits, Warned,
                         testing::Values(RuleCase{"read: {unsafe_query_hints: true}",
                                                  "overrides/dangerous-switch"},
                                         RuleCase{"read: {max_condition_groups_per_tag_query: 4}",
                                                  "overrides/ignored-field"}));

INSTANTIATE_TEST_SUITE_P(
    Limits, Left,
    testing::Values(RuleCase{"read: {unsafe_query_hints: false}", "overrides/dangerous-switch"},
                    RuleCase{"forwarders: [anything]", "overrides/unknown-forwarder"}));

}  // namespace
}  // namespace tempo_admission::tempo
