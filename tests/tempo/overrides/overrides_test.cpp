#include "tempo_admission/tempo/overrides.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tempo/judged.hpp"

namespace tempo_admission::tempo {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// ---- versions and formats

TEST(Formats, TwoPointTenReadsTheOldFormat) {
  EXPECT_EQ(
      judge_overrides("overrides: {t: {block_retention: 1h}}", on(Version::v2_10)).tempo_accepts,
      true);
}

TEST(Formats, NoVersionReadsBothInOneFile) {
  OverridesSettings settings;
  settings.legacy_overrides = true;
  for (const auto version : known_versions) {
    settings.version = version;
    const std::string_view text = "overrides: {a: {block_retention: 1h}, b: {read: {}}}";
    EXPECT_EQ(judge_overrides(text, settings).tempo_accepts, false) << to_string(version);
    EXPECT_THAT(findings(text, settings), HasSubstr("overrides/mixed-formats"));
  }
}

// ---- tenants and their fields

TEST(Tenants, AreReadThoughOthersHaveFaults) {
  const auto judgement = judge_overrides(
      "overrides:\n  a: {x: 1}\n  b:\n  c: {read: {unsafe_query_hints: false}}\n", {});
  ASSERT_EQ(judgement.tenants.size(), 3U);
  EXPECT_EQ(fields_of(judgement.tenants.at(2)), "read.unsafe_query_hints=false\n");
}

TEST(Tenants, KeepTheTextOfTheirBlock) {
  const auto judgement =
      judge_overrides("overrides:\n  a:\n    read: {}\n\n  \"b\": {}  # last\r\nother: 1\n", {});
  ASSERT_EQ(judgement.tenants.size(), 2U);
  EXPECT_EQ(judgement.tenants[0].block, "a:\n    read: {}");
  EXPECT_EQ(judgement.tenants[1].block, "\"b\": {}  # last");
}

TEST(Tenants, KeepTheTextOfTheirBlockInFlowStyle) {
  const auto judgement = judge_overrides("overrides: {\u00e4: {}, b: {read: {}}}", {});
  ASSERT_EQ(judgement.tenants.size(), 2U);
  EXPECT_EQ(judgement.tenants[0].block, "\u00e4: {},");
  EXPECT_EQ(judgement.tenants[1].block, "b: {read: {}}}");
}

// ---- known fields

TEST(KnownFields, AreFieldsOfAnyVersion) {
  for (const auto* path :
       {"ingestion.rate_limit_bytes", "read.left_pad_trace_ids",
        "metrics_generator.processor.local_blocks.max_live_traces", "cost_attribution.dimensions",
        "cost_attribution.dimensions.a.b", "storage.parquet_dedicated_columns"})
    EXPECT_TRUE(is_known_field(path)) << path;
}

TEST(KnownFields, AreNoSectionsAndNothingElse) {
  for (const auto* path : {"", "ingestion", "ingestion.rate", "ingestion_rate_limit_bytes",
                           "ingestion.rate_limit_bytes.x", "cost_attribution.dimensions."})
    EXPECT_FALSE(is_known_field(path)) << path;
}

TEST(KnownFields, AreAllKnown) {
  for (const auto path : known_fields()) EXPECT_TRUE(is_known_field(path)) << path;
}

// ---- our own limits

TEST(Limits, LeaveTheVerdictOpen) {
  OverridesSettings settings;
  settings.yaml.max_bytes = 10;
  const auto judgement = judge_overrides("overrides: {team-a: {}}", settings);
  EXPECT_EQ(judgement.tempo_accepts, std::nullopt);
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_EQ(judgement.diagnostics[0].severity, Severity::error);
  EXPECT_THAT(judgement.diagnostics[0].code, StartsWith("yaml/"));
}

TEST(Limits, CountWhatIsNotTold) {
  std::string text = "overrides:\n";
  for (int i = 0; i < 50; ++i) text += "  t" + std::to_string(i) + ": {}\n";
  OverridesSettings settings;
  settings.max_diagnostics = 20;
  const auto judgement = judge_overrides(text, settings);
  EXPECT_EQ(judgement.diagnostics.size(), 20U);
  EXPECT_EQ(judgement.more_diagnostics, 30U);
}

}  // namespace
}  // namespace tempo_admission::tempo
