#include "tempo_admission/tempo/overrides.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tempo/judged.hpp"

namespace tempo_admission::tempo {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// ---- messages and positions

struct Worded {
  std::string text;
  const char* code;
  Position position;
  const char* path;
  const char* message;
  const char* hint;
  Version version = Version::v3_0;
};

class Finding : public testing::TestWithParam<Worded> {};

TEST_P(Finding, SaysWhereWhatAndHowToMendIt) {
  const auto& expected = GetParam();
  const auto found = finding(expected.text, expected.code, on(expected.version));
  ASSERT_EQ(found.code, expected.code) << findings(expected.text, on(expected.version));
  EXPECT_EQ(found.position, expected.position)
      << found.position.line << ":" << found.position.column;
  EXPECT_EQ(found.path, expected.path);
  EXPECT_THAT(found.message, HasSubstr(expected.message));
  EXPECT_THAT(found.hint, HasSubstr(expected.hint));
}

INSTANTIATE_TEST_SUITE_P(
    UnknownNames, Finding,
    testing::Values(Worded{"override: {}\n",
                           "overrides/unknown-field",
                           {1, 1},
                           "override",
                           "'override'",
                           "did you mean 'overrides'?"},
                    Worded{"defaults: {}\n",
                           "overrides/unknown-field",
                           {1, 1},
                           "defaults",
                           "'defaults'",
                           "tempo.yaml"},
                    Worded{"overrides:\n  t: {ingestions: {}}\n",
                           "overrides/unknown-field",
                           {2, 7},
                           "t.ingestions",
                           "in a tenant's block",
                           "did you mean 'ingestion'?"},
                    Worded{tenant_with("read: {unsafe_query_hint: true}"),
                           "overrides/unknown-field",
                           {4, 12},
                           "t.read.unsafe_query_hint",
                           "below 'read'",
                           "did you mean 'unsafe_query_hints'?"},
                    Worded{tenant_with("storage: {parquet_dedicated_columns: [{nam: a}]}"),
                           "overrides/unknown-field",
                           {4, 44},
                           "t.storage.parquet_dedicated_columns[0].nam",
                           "'nam'",
                           "'name'"},
                    Worded{tenant_with("read: {left_pad_trace_ids: true}"),
                           "overrides/field-of-other-version",
                           {4, 12},
                           "t.read.left_pad_trace_ids",
                           "since 3.0",
                           "upgrade to 3.0",
                           Version::v2_10},
                    Worded{tenant_with("metrics_generator: {processor: {local_blocks: {}}}"),
                           "overrides/field-of-other-version",
                           {4, 37},
                           "t.metrics_generator.processor.local_blocks",
                           "removed in 3.0",
                           "take it out"},
                    Worded{"overrides:\n  t: {ingestion: {max_bytes_per_trace: 1}}\n",
                           "overrides/misplaced-field",
                           {2, 19},
                           "t.ingestion.max_bytes_per_trace",
                           "but below 'global'",
                           "tempo-operator"},
                    Worded{"overrides:\n  t: {ingestion: {ingestion_rate_limit_bytes: 1}}\n",
                           "overrides/misplaced-field",
                           {2, 19},
                           "t.ingestion.ingestion_rate_limit_bytes",
                           "flat name",
                           "ingestion.rate_limit_bytes"},
                    Worded{"overrides:\n  t: {retention_period: 1h}\n",
                           "overrides/foreign-field",
                           {2, 7},
                           "t.retention_period",
                           "a limit of Loki",
                           "compaction.block_retention"},
                    Worded{"overrides:\n  t: {ingestion_retry_info_enabled: true}\n",
                           "overrides/field-of-other-version",
                           {2, 7},
                           "t.ingestion_retry_info_enabled",
                           "since 2.10",
                           "",
                           Version::v2_9}));

INSTANTIATE_TEST_SUITE_P(
    WrongTypes, Finding,
    testing::Values(
        Worded{"overrides: []\n",
               "overrides/wrong-type",
               {1, 12},
               "overrides",
               "a block of tenants",
               ""},
        Worded{
            "overrides:\n  t: 5\n", "overrides/wrong-type", {2, 6}, "t", "a mapping of fields", ""},
        Worded{tenant_with("global: {max_bytes_per_trace: 30MB}"),
               "overrides/wrong-type",
               {4, 35},
               "t.global.max_bytes_per_trace",
               "the text '30MB'",
               "write 30000000 (bytes)"},
        Worded{tenant_with("global: {max_bytes_per_trace: 2 MiB}"),
               "overrides/wrong-type",
               {4, 35},
               "t.global.max_bytes_per_trace",
               "whole number",
               "write 2097152 (bytes)"},
        Worded{tenant_with("read: {unsafe_query_hints: on}"),
               "overrides/wrong-type",
               {4, 32},
               "t.read.unsafe_query_hints",
               "true or false",
               "write true, without quotes"},
        Worded{tenant_with("compaction: {block_retention: 5 minutes}"),
               "overrides/wrong-type",
               {4, 35},
               "t.compaction.block_retention",
               "a duration",
               "write 5m"},
        Worded{tenant_with("compaction: {block_retention: 1.5h}"),
               "overrides/wrong-type",
               {4, 35},
               "t.compaction.block_retention",
               "a duration",
               "336h or 14d"},
        Worded{tenant_with("metrics_generator: {collection_interval: 1d}"),
               "overrides/wrong-type",
               {4, 46},
               "t.metrics_generator.collection_interval",
               "a duration",
               "write 24h "},
        Worded{tenant_with("metrics_generator: {max_active_series: -1}"),
               "overrides/wrong-type",
               {4, 44},
               "t.metrics_generator.max_active_series",
               "from 0 to 4294967295",
               "plain number"},
        Worded{tenant_with("forwarders: otlp"),
               "overrides/wrong-type",
               {4, 17},
               "t.forwarders",
               "a list of strings",
               "write [otlp]"},
        Worded{tenant_with("forwarders: [[a]]"),
               "overrides/wrong-type",
               {4, 17},
               "t.forwarders[0]",
               "a list",
               "one pair of brackets"},
        Worded{tenant_with("forwarders:\n    - a\n    - {b: c}"),
               "overrides/wrong-type",
               {6, 7},
               "t.forwarders[1]",
               "a block",
               ""},
        Worded{tenant_with("metrics_generator: {remote_write_headers: {A: [sesame]}}"),
               "overrides/wrong-type",
               {4, 51},
               "t.metrics_generator.remote_write_headers.A",
               "a list",
               ""}));

INSTANTIATE_TEST_SUITE_P(
    Tenants, Finding,
    testing::Values(
        Worded{"overrides:\n  a: ~\n",
               "overrides/null-tenant",
               {2, 3},
               "a",
               "crashes",
               "{} is no way out"},
        Worded{"overrides:\n  .nan: {read: {}}\n",
               "overrides/null-tenant",
               {2, 3},
               ".nan",
               "crashes",
               ""},
        Worded{"overrides:\n  1: {}\n  1.0: {}\n",
               "overrides/duplicate-key",
               {3, 3},
               "1",
               "'1.0'",
               "quote"},
        Worded{"overrides:\n  t: {read: {}, read: {}}\n",
               "overrides/duplicate-key",
               {2, 17},
               "t.read",
               "'read'",
               ""},
        Worded{"overrides:\n  0xff: {}\n",
               "overrides/rewritten-tenant",
               {2, 3},
               "255",
               "'255'",
               "\"0xff\""},
        Worded{"overrides:\n  a b: {}\n", "overrides/tenant-id", {2, 3}, "a b", "U+0020", ""},
        Worded{"overrides:\n  work.json: {}\n",
               "overrides/reserved-tenant-id",
               {2, 3},
               "work.json",
               "",
               ""},
        Worded{"overrides:\n  ingestion: {}\n",
               "overrides/tenant-named-field",
               {2, 3},
               "ingestion",
               "one level is missing",
               "team-a"},
        Worded{"overrides:\n  t: {}\n",
               "overrides/no-rate-limit",
               {2, 3},
               "t",
               "ingestion.rate_limit_bytes and ingestion.burst_size_bytes",
               "30000000"},
        Worded{"overrides:\n  t:\n    ingestion: {rate_limit_bytes: 1}\n",
               "overrides/no-rate-limit",
               {3, 5},
               "t",
               "no ingestion.burst_size_bytes",
               "15000000",
               Version::v2_10},
        Worded{"overrides:\n  t: {ingestion: {rate_limit_bytes: 0, burst_size_bytes: 1}}\n",
               "overrides/no-rate-limit",
               {2, 37},
               "t",
               "no ingestion.rate_limit_bytes",
               ""}));

// ---- versions and formats

TEST(Formats, TwoPointTenReadsTheOldFormat) {
  EXPECT_EQ(
      judge_overrides("overrides: {t: {block_retention: 1h}}", on(Version::v2_10)).tempo_accepts,
      true);
}

TEST(Formats, ThreeRefusesTheOldFormat) {
  EXPECT_EQ(judge_overrides("overrides: {t: {block_retention: 1h}}", {}).tempo_accepts, false);
}

TEST(Formats, ThreeReadsTheOldFormatWhereItIsEnabled) {
  OverridesSettings settings;
  settings.legacy_overrides = true;
  const std::string_view text = "overrides: {t: {block_retention: 1h}}";
  EXPECT_EQ(judge_overrides(text, settings).tempo_accepts, true);
  EXPECT_THAT(findings(text, settings), HasSubstr("overrides/legacy-deprecated"));
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

TEST(Formats, FieldsOfBothNamesBelongToEither) {
  OverridesSettings settings = on(Version::v2_10);
  const std::string_view text =
      "overrides: {a: {forwarders: [x]}, b: {cost_attribution: {max_cardinality: 1}}}";
  EXPECT_EQ(judge_overrides(text, settings).tempo_accepts, true);
  EXPECT_EQ(findings(text, settings).find("format"), std::string::npos);
}

TEST(Formats, DeprecationIsToldOnce) {
  const auto found = findings(
      "overrides:\n  a: {block_retention: 1h}\n  b: {block_retention: 1h}\n", on(Version::v2_10));
  const auto first = found.find("overrides/legacy-deprecated 2:");
  ASSERT_NE(first, std::string::npos) << found;
  EXPECT_EQ(found.find("overrides/legacy-deprecated", first + 1), std::string::npos);
}

// ---- environment variables

OverridesSettings with_env() {
  OverridesSettings settings;
  settings.expand_env = true;
  return settings;
}

struct EnvCase {
  const char* text;
};

class LeftToTheEnvironment : public testing::TestWithParam<EnvCase> {};

TEST_P(LeftToTheEnvironment, IsRefusedOnlyWithoutExpansion) {
  EXPECT_EQ(judge_overrides(GetParam().text, with_env()).tempo_accepts, true)
      << findings(GetParam().text, with_env());
  EXPECT_EQ(judge_overrides(GetParam().text, {}).tempo_accepts, false);
}

INSTANTIATE_TEST_SUITE_P(
    Table, LeftToTheEnvironment,
    testing::Values(EnvCase{"overrides: {t: {ingestion: {rate_limit_bytes: \"${RATE}\"}}}"},
                    EnvCase{"overrides: {t: {ingestion: \"${LIMITS}\"}}"},
                    EnvCase{"overrides: {t: \"${BLOCK}\"}"}, EnvCase{"overrides: \"${ALL}\""},
                    EnvCase{"overrides: {t: {\"${FIELD}\": 1}}"}, EnvCase{"\"${KEY}\": 1"},
                    EnvCase{"overrides: {t: {metrics_generator: {processor: {span_metrics: "
                            "{histogram_buckets: [\"${LEAST}\", 2]}}}}}"},
                    EnvCase{"overrides: {t: {metrics_generator: {processor: {span_metrics: "
                            "{intrinsic_dimensions: {service: \"${ON}\"}}}}}}"},
                    EnvCase{"overrides: {t: {storage: {parquet_dedicated_columns: "
                            "[{name: a, type: \"${TYPE}\", scope: span}]}}}"}));

TEST(Environment, ExcusesNoOtherFault) {
  const std::string_view text = "overrides: {t: {ingestion: {rate_limit_bytes: \"${R}\", x: 1}}}";
  EXPECT_EQ(judge_overrides(text, with_env()).tempo_accepts, false);
}

// ---- tenants and their fields

std::string fields_of(const Tenant& tenant) {
  std::string text;
  for (const auto& field : tenant.fields) text += field.path + "=" + field.value.text + "\n";
  return text;
}

TEST(Tenants, HoldTheirFieldsInSchemaOrder) {
  const auto judgement = judge_overrides(
      "overrides:\n  t:\n    global: {max_bytes_per_trace: 5}\n"
      "    ingestion: {burst_size_bytes: 0x10, rate_limit_bytes: 15e6}\n",
      {});
  EXPECT_EQ(fields_of(judgement.tenants.at(0)),
            "ingestion.rate_limit_bytes=15000000\ningestion.burst_size_bytes=16\n"
            "global.max_bytes_per_trace=5\n");
}

TEST(Tenants, HoldTypedValuesWithUnits) {
  const auto judgement = judge_overrides(
      "overrides: {t: {ingestion: {rate_limit_bytes: 5}, compaction: {block_retention: 14d}}}", {});
  const auto& tenant = judgement.tenants.at(0);
  const auto* rate = tenant.field("ingestion.rate_limit_bytes");
  ASSERT_NE(rate, nullptr);
  EXPECT_EQ(rate->value.unit, FieldValue::Unit::bytes);
  EXPECT_EQ(std::get<std::int64_t>(rate->value.value), 5);
  EXPECT_EQ(rate->value.position, (Position{1, 47}));
  const auto* retention = tenant.field("compaction.block_retention");
  ASSERT_NE(retention, nullptr);
  EXPECT_EQ(retention->value.unit, FieldValue::Unit::duration);
  EXPECT_EQ(std::get<std::int64_t>(retention->value.value), 14LL * 24 * 3600 * 1'000'000'000);
  EXPECT_EQ(retention->value.text, "336h");
}

TEST(Tenants, HoldMapsByTheirKeysAndEachEntry) {
  const auto judgement =
      judge_overrides("overrides: {t: {cost_attribution: {dimensions: {b: x, a.b: y}}}}", {});
  EXPECT_EQ(fields_of(judgement.tenants.at(0)),
            "cost_attribution.dimensions=b,a.b\ncost_attribution.dimensions.b=x\n"
            "cost_attribution.dimensions.a.b=y\n");
}

TEST(Tenants, ShowNoHeader) {
  const auto judgement = judge_overrides(
      "overrides: {t: {metrics_generator: {remote_write_headers: {A: sesame}}}}", {});
  const auto* header = judgement.tenants.at(0).field("metrics_generator.remote_write_headers.A");
  ASSERT_NE(header, nullptr);
  EXPECT_TRUE(header->value.secret);
  EXPECT_EQ(header->value.text, "<redacted>");
}

TEST(Tenants, HoldWhatMergesAndAliasesBring) {
  const auto judgement = judge_overrides(
      "overrides:\n  a: &a {ingestion: {rate_limit_bytes: 5}}\n  b: {<<: *a, read: {}}\n  c: *a\n",
      {});
  ASSERT_EQ(judgement.tenants.size(), 3U);
  for (const auto& tenant : judgement.tenants)
    EXPECT_EQ(fields_of(tenant), "ingestion.rate_limit_bytes=5\n") << tenant.name;
}

TEST(Tenants, HoldTheirOwnValueOverAQuotedMerge) {
  const auto judgement = judge_overrides(
      "overrides: {t: {\"<<\": {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 2}}, "
      "ingestion: {rate_limit_bytes: 3}}}",
      {});
  EXPECT_EQ(judgement.tempo_accepts, true);
  EXPECT_EQ(fields_of(judgement.tenants.at(0)),
            "ingestion.rate_limit_bytes=3\ningestion.burst_size_bytes=2\n");
}

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

TEST(Tenants, DoNotHoldWhatIsNull) {
  EXPECT_EQ(judge_overrides("overrides: {t: {global: {max_bytes_per_trace: ~}}}", {})
                .tenants.at(0)
                .fields.size(),
            0U);
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

TEST(NullTenant, IsNotWhatAnAliasIsThatNamesNothing) {
  EXPECT_EQ(findings("overrides: {a: *base}\n"), "yaml/unknown-anchor 1:16 a\n");
  EXPECT_EQ(findings("overrides: &all {a: *all}\n"), "yaml/alias-cycle 1:21 a\n");
}

}  // namespace
}  // namespace tempo_admission::tempo
