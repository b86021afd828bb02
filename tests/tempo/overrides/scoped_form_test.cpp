#include <gtest/gtest.h>

#include "tempo/judged.hpp"
#include "tempo/schema/flow_text.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr auto legacy_text = R"(overrides:
  team-a:
    max_bytes_per_trace: 5000000
    ingestion_rate_limit_bytes: 15e6
    ingestion_burst_size_bytes: 20000000
    metrics_generator_processors: [service-graphs, "on"]
    metrics_generator_processor_span_metrics_histogram_buckets: [0.1, 1]
    metrics_generator_processor_span_metrics_intrinsic_dimensions: {service: true}
    metrics_generator_remote_write_headers: {Authorization: Bearer sesame}
    block_retention: 14d
    unsafe_query_hints: false
    cost_attribution: {dimensions: {service.name: ""}}
    parquet_dedicated_columns: [{scope: span, name: "a b", type: string}]
)";

constexpr auto scoped_text = R"(team-a:
  ingestion:
    rate_limit_bytes: 15000000
    burst_size_bytes: 20000000
  read:
    unsafe_query_hints: false
  compaction:
    block_retention: 14d
  metrics_generator:
    processors: [service-graphs, "on"]
    remote_write_headers:
      Authorization: ""  # fill in
    processor:
      span_metrics:
        histogram_buckets: [0.1, 1]
        intrinsic_dimensions:
          service: true
  global:
    max_bytes_per_trace: 5000000
  storage:
    parquet_dedicated_columns: [{scope: span, name: "a b", type: string}]
  cost_attribution:
    dimensions:
      service.name: ""
)";

Tenant first_tenant(std::string_view text, Version version) {
  return judge_overrides(text, on(version)).tenants.at(0);
}

TEST(ScopedForm, IsALegacyTenantReadyToPaste) {
  EXPECT_EQ(scoped_form(first_tenant(legacy_text, Version::v2_10)), scoped_text);
}

TEST(ScopedForm, SaysWhatItHasToDoWithout) {
  const auto hint =
      finding("overrides: {a: {ingestion_rate_limit_bytes: 30MB, max_traces_per_user: 5}}",
              "overrides/legacy-format")
          .hint;
  EXPECT_NE(hint.find("without what cannot be read (ingestion.rate_limit_bytes):\na:\n"),
            std::string::npos)
      << hint;
}

TEST(ScopedForm, IsTheHintWhereTempoRefusesTheOldFormat) {
  const auto hint = finding(legacy_text, "overrides/legacy-format").hint;
  EXPECT_NE(hint.find(scoped_text), std::string::npos) << hint;
}

TEST(ScopedForm, NeverShowsAHeader) {
  EXPECT_EQ(findings(legacy_text).find("sesame"), std::string::npos);
  EXPECT_EQ(finding(legacy_text, "overrides/legacy-format").hint.find("sesame"), std::string::npos);
}

std::string pasted(std::string_view text) {
  std::string indented = "overrides:\n";
  while (!text.empty()) {
    const auto end = text.find('\n') + 1;
    indented += "  " + std::string(text.substr(0, end));
    text.remove_prefix(end);
  }
  return indented;
}

TEST(ScopedForm, IsLoadedBy3AndMeansTheSame) {
  const auto before = first_tenant(legacy_text, Version::v2_10);
  const auto text = pasted(scoped_form(before));
  const auto judgement = judge_overrides(text, {});
  ASSERT_EQ(judgement.tempo_accepts, true) << findings(text);
  const auto& after = judgement.tenants.at(0);
  ASSERT_EQ(after.fields.size(), before.fields.size());
  for (std::size_t i = 0; i < after.fields.size(); ++i) {
    EXPECT_EQ(after.fields[i].path, before.fields[i].path);
    EXPECT_EQ(after.fields[i].value.text, before.fields[i].value.text);
  }
}

TEST(ScopedForm, WritesNumbersAsYamlReadsThem) {
  const auto tenant = first_tenant(
      "overrides: {a: {metrics_generator_native_histogram_bucket_factor: .inf, "
      "metrics_generator_processor_span_metrics_histogram_buckets: [-.inf, 1]}}",
      Version::v2_10);
  EXPECT_EQ(judge_overrides(pasted(scoped_form(tenant)), {}).tempo_accepts, true)
      << scoped_form(tenant);
}

TEST(ScopedForm, OfATenantWithoutFieldsIsAnEmptyBlock) {
  Tenant tenant;
  tenant.name = "*";
  EXPECT_EQ(scoped_form(tenant), "\"*\": {}\n");
}

struct Quoted {
  const char* text;
  const char* yaml;
};

class QuotedIfNeeded : public testing::TestWithParam<Quoted> {};

TEST_P(QuotedIfNeeded, IsAStringToEveryReader) {
  EXPECT_EQ(quoted_if_needed(GetParam().text), GetParam().yaml);
}

INSTANTIATE_TEST_SUITE_P(
    Table, QuotedIfNeeded,
    testing::Values(Quoted{"span-metrics", "span-metrics"}, Quoted{"http.url", "http.url"},
                    Quoted{"on", "\"on\""}, Quoted{"NULL", "\"NULL\""}, Quoted{"0123", "\"0123\""},
                    Quoted{"", "\"\""}, Quoted{"a: b", "\"a: b\""},
                    Quoted{"a\n\"\\", "\"a\\n\\\"\\\\\""}, Quoted{"\x01", "\"\\x01\""},
                    Quoted{"\xC2\x85", "\"\\x85\""}, Quoted{"\xE2\x80\xA8", "\"\\u2028\""},
                    Quoted{"\xEF\xBB\xBF", "\"\\ufeff\""}, Quoted{"\xC3\xA9 b", "\"\xC3\xA9 b\""}));

}  // namespace
}  // namespace tempo_admission::tempo
