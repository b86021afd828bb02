// Values that Tempo loads and panics on: each bound from both sides, in every version.
#include <gtest/gtest.h>

#include <string>

#include "tempo/judged.hpp"

namespace tempo_admission::tempo {
namespace {

struct Value {
  const char* scoped;
  const char* legacy;  // the same in the legacy format
};

class FatalValue : public testing::TestWithParam<Value> {};
class SurvivedValue : public testing::TestWithParam<Value> {};

const auto versions = {Version::v2_9, Version::v2_10, Version::v3_0};

OverridesSettings with_legacy(Version version) {
  auto settings = on(version);
  settings.legacy_overrides = true;
  return settings;
}

std::string flat(const std::string& field) {
  return "overrides:\n  t:\n    ingestion_rate_limit_bytes: 1\n    ingestion_burst_size_bytes: 1\n"
         "    " +
         field + "\n";
}

void expect_fatal(const std::string& text, const OverridesSettings& settings) {
  const auto judgement = judge_overrides(text, settings);
  EXPECT_EQ(judgement.tempo_accepts, true) << text;
  EXPECT_EQ(judgement.tempo_runs, false) << text;
  const auto what = finding(text, "overrides/fatal-value", settings);
  EXPECT_EQ(what.severity, Severity::error) << text;
  EXPECT_EQ(what.tempo_fatal, Fatal::later) << text;
  EXPECT_FALSE(what.tempo_rejects) << text;
}

TEST_P(FatalValue, IsAnErrorThoughTempoLoadsIt) {
  for (const auto version : versions) {
    expect_fatal(tenant_with(GetParam().scoped), on(version));
    expect_fatal(flat(GetParam().legacy), with_legacy(version));
  }
}

TEST_P(FatalValue, IsReportedOnce) {
  EXPECT_EQ(judge_overrides(tenant_with(GetParam().scoped), {}).diagnostics.size(), 1U)
      << findings(tenant_with(GetParam().scoped));
}

TEST_P(SurvivedValue, IsNoError) {
  for (const auto version : versions) {
    const auto text = tenant_with(GetParam().scoped);
    EXPECT_EQ(judge_overrides(text, on(version)).tempo_runs, true) << findings(text, on(version));
    EXPECT_EQ(judge_overrides(flat(GetParam().legacy), with_legacy(version)).tempo_runs, true);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Values, FatalValue,
    testing::Values(Value{"metrics_generator: {collection_interval: -1s}",
                          "metrics_generator_collection_interval: -1s"},
                    Value{"metrics_generator: {collection_interval: -1ns}",
                          "metrics_generator_collection_interval: -1ns"},
                    Value{"metrics_generator: {collection_interval: -1}",
                          "metrics_generator_collection_interval: -1"},
                    Value{"metrics_generator: {forwarder: {queue_size: -1}}",
                          "metrics_generator_forwarder_queue_size: -1"},
                    Value{"metrics_generator: {forwarder: {queue_size: 9000000000000000000}}",
                          "metrics_generator_forwarder_queue_size: 9000000000000000000"},
                    Value{"metrics_generator: {forwarder: {queue_size: 9e18}}",
                          "metrics_generator_forwarder_queue_size: 9e18"},
                    Value{"metrics_generator: {forwarder: {queue_size: 35184372088819}}",
                          "metrics_generator_forwarder_queue_size: 35184372088819"},
                    Value{"metrics_generator: {forwarder: {queue_size: 1073741824}}",
                          "metrics_generator_forwarder_queue_size: 1073741824"},
                    Value{"metrics_generator: {forwarder: {queue_size: 1e11}}",
                          "metrics_generator_forwarder_queue_size: 1e11"},
                    Value{"metrics_generator: {forwarder: {workers: 4194304}}",
                          "metrics_generator_forwarder_workers: 4194304"},
                    Value{"metrics_generator: {forwarder: {workers: 2147483648}}",
                          "metrics_generator_forwarder_workers: 2147483648"},
                    Value{"compaction: {compaction_window: 1ms}", "compaction_window: 1ms"},
                    Value{"compaction: {compaction_window: 999ms}", "compaction_window: 999ms"}));

INSTANTIATE_TEST_SUITE_P(
    Values, SurvivedValue,
    testing::Values(Value{"metrics_generator: {collection_interval: 0s}",
                          "metrics_generator_collection_interval: 0s"},
                    Value{"metrics_generator: {collection_interval: 15s}",
                          "metrics_generator_collection_interval: 15s"},
                    Value{"metrics_generator: {forwarder: {queue_size: 0}}",
                          "metrics_generator_forwarder_queue_size: 0"},
                    Value{"metrics_generator: {forwarder: {queue_size: 1073741823}}",
                          "metrics_generator_forwarder_queue_size: 1073741823"},
                    Value{"metrics_generator: {forwarder: {workers: -1}}",
                          "metrics_generator_forwarder_workers: -1"},
                    Value{"metrics_generator: {forwarder: {workers: 4194303}}",
                          "metrics_generator_forwarder_workers: 4194303"},
                    Value{"compaction: {compaction_window: 0s}", "compaction_window: 0s"},
                    Value{"compaction: {compaction_window: 1s}", "compaction_window: 1s"},
                    Value{"compaction: {compaction_window: 1h}", "compaction_window: 1h"}));

std::string with_label(const std::string& name, const std::string& mode) {
  return tenant_with("metrics_generator: {generate_native_histograms: " + mode +
                     ", trace_id_label_name: " + name + "}");
}

TEST(FatalValues, AreTraceIdLabelsThatNativeHistogramsCannotTake) {
  for (const auto& name : {std::string("__trace"), std::string(129, 'a')}) {
    for (const auto version : versions) expect_fatal(with_label(name, "both"), on(version));
    expect_fatal(with_label(name, "native"), on(Version::v2_9));
    expect_fatal(with_label(name, "native"), on(Version::v2_10));
  }
  for (const auto& name : {std::string("traceID"), std::string(128, 'a')})
    EXPECT_EQ(judge_overrides(with_label(name, "both"), {}).tempo_runs, true) << name;
  for (const auto* mode : {"classic", "native"})
    EXPECT_EQ(judge_overrides(with_label("__trace", mode), {}).tempo_runs, true) << mode;
}

TEST(FatalValues, HaveThePathOfTheFormatThatTheFileIsWrittenIn) {
  EXPECT_EQ(finding(with_label("__a", "both"), "overrides/fatal-value").path,
            "t.metrics_generator.trace_id_label_name");
  const auto text = flat(
      "metrics_generator_generate_native_histograms: both\n"
      "    metrics_generator_trace_id_label_name: __a");
  EXPECT_EQ(finding(text, "overrides/fatal-value", with_legacy(Version::v2_10)).path,
            "t.metrics_generator_trace_id_label_name");
}

TEST(FatalValues, AreSeenThroughAMergeKey) {
  const std::string text =
      "overrides:\n  a: &a {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}, "
      "metrics_generator: {collection_interval: -1s}}\n  b: {<<: *a}\n";
  EXPECT_EQ(judge_overrides(text, {}).tempo_runs, false);
}

TEST(FatalValues, AreNotSeenInAValueThatAMergeKeyDoesNotReach) {
  const std::string text =
      "overrides:\n  b:\n    <<: {metrics_generator: {collection_interval: -1s}}\n"
      "    ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}\n"
      "    metrics_generator: {collection_interval: 15s}\n";
  EXPECT_EQ(judge_overrides(text, {}).tempo_runs, true) << findings(text);
}

TEST(FatalValues, AnEmptyTenantIsFatalWhileTempoLoadsTheFile) {
  const auto what = finding("overrides:\n  t:\n", "overrides/null-tenant");
  EXPECT_TRUE(what.tempo_rejects);
  EXPECT_EQ(what.tempo_fatal, Fatal::load);
}

TEST(FatalValues, WhatTempoRefusesDoesNotRunAndIsNotFatal) {
  const std::string text = tenant_with("ingestio: {}");
  EXPECT_EQ(judge_overrides(text, {}).tempo_runs, false);
  EXPECT_EQ(finding(text, "overrides/unknown-field").tempo_fatal, Fatal::never);
}

TEST(FatalValues, AreNeverMetInAFileThatDoesNotLoad) {
  const std::string text =
      tenant_with("metrics_generator: {collection_interval: -1s, collection_interval: 15s}");
  const auto judgement = judge_overrides(text, {});
  EXPECT_EQ(judgement.tempo_accepts, false);
  for (const auto& what : judgement.diagnostics) EXPECT_EQ(what.tempo_fatal, Fatal::never);
  EXPECT_EQ(finding(text, "overrides/fatal-value").severity, Severity::error);
  // An empty tenant ends the process that loads the file, whatever else is in it.
  const auto null = judge_overrides(text + "  u:\n", {});
  EXPECT_EQ(finding(text + "  u:\n", "overrides/null-tenant").tempo_fatal, Fatal::load);
  for (const auto& what : null.diagnostics) EXPECT_NE(what.tempo_fatal, Fatal::later);
}

// Read in Tempo's source, listed in docs/overrides.md: each use guards against the value.
TEST(FatalValues, AreNotThoseThatTempoGuardsAgainst) {
  for (const auto* field : {"metrics_generator: {ring_size: -1}",
                            "metrics_generator: {native_histogram_bucket_factor: .nan}",
                            "metrics_generator: {native_histogram_min_reset_duration: -1s}",
                            "metrics_generator: {ingestion_time_range_slack: -1s}",
                            "metrics_generator: {collection_interval: 1ns}"})
    EXPECT_EQ(judge_overrides(tenant_with(field), on(Version::v3_0)).tempo_runs, true) << field;
  for (const auto* field :
       {"max_attribute_bytes: -1", "artificial_delay: -1s", "artificial_delay: 2562047h"})
    EXPECT_EQ(judge_overrides("overrides: {t: {ingestion: {" + std::string(field) + "}}}\n", {})
                  .tempo_runs,
              true)
        << field;
  for (const auto* field : {"flush_check_period", "trace_idle_period", "complete_block_timeout"})
    EXPECT_EQ(judge_overrides(tenant_with("metrics_generator: {processor: {local_blocks: {" +
                                          std::string(field) + ": -1s}}}"),
                              on(Version::v2_10))
                  .tempo_runs,
              true)
        << field;
}

TEST(FatalValues, AreUnknownInAFileThatWasNotReadToTheEnd) {
  OverridesSettings settings;
  settings.yaml.max_bytes = 10;
  EXPECT_EQ(judge_overrides(tenant_with(""), settings).tempo_runs, std::nullopt);
}

}  // namespace
}  // namespace tempo_admission::tempo
