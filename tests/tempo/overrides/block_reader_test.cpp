#include "tempo/overrides/block_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "tempo/judged.hpp"

namespace tempo_admission::tempo {
namespace {

TEST(BlockReader, HoldsFieldsInSchemaOrder) {
  const auto judgement = judge_overrides(
      "overrides:\n  t:\n    global: {max_bytes_per_trace: 5}\n"
      "    ingestion: {burst_size_bytes: 0x10, rate_limit_bytes: 15e6}\n",
      {});
  EXPECT_EQ(fields_of(judgement.tenants.at(0)),
            "ingestion.rate_limit_bytes=15000000\ningestion.burst_size_bytes=16\n"
            "global.max_bytes_per_trace=5\n");
}

TEST(BlockReader, HoldsTypedValuesWithUnits) {
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

TEST(BlockReader, HoldsMapsByTheirKeysAndEachEntry) {
  const auto judgement =
      judge_overrides("overrides: {t: {cost_attribution: {dimensions: {b: x, a.b: y}}}}", {});
  EXPECT_EQ(fields_of(judgement.tenants.at(0)),
            "cost_attribution.dimensions=b,a.b\ncost_attribution.dimensions.b=x\n"
            "cost_attribution.dimensions.a.b=y\n");
}

TEST(BlockReader, RedactsHeaders) {
  const auto judgement = judge_overrides(
      "overrides: {t: {metrics_generator: {remote_write_headers: {A: sesame}}}}", {});
  const auto* header = judgement.tenants.at(0).field("metrics_generator.remote_write_headers.A");
  ASSERT_NE(header, nullptr);
  EXPECT_TRUE(header->value.secret);
  EXPECT_EQ(header->value.text, "<redacted>");
}

TEST(BlockReader, DoesNotHoldWhatIsNull) {
  EXPECT_EQ(judge_overrides("overrides: {t: {global: {max_bytes_per_trace: ~}}}", {})
                .tenants.at(0)
                .fields.size(),
            0U);
}

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

TEST(Environment, ExcusesNoOtherError) {
  const std::string_view text = "overrides: {t: {ingestion: {rate_limit_bytes: \"${R}\", x: 1}}}";
  EXPECT_EQ(judge_overrides(text, with_env()).tempo_accepts, false);
}

}  // namespace
}  // namespace tempo_admission::tempo
