#include "tempo_admission/tempo/field_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo::field_text_test {
namespace {

struct Text {
  std::string_view path;
  std::string_view scalar;
  std::string_view shown;  // "refused" if it is
};

class FieldText : public testing::TestWithParam<Text> {};

TEST_P(FieldText, IsReadInTheFieldsOwnUnit) {
  const auto value = read_field_text(GetParam().path, GetParam().scalar);
  EXPECT_EQ(value ? value->text : "refused", GetParam().shown)
      << GetParam().path << " " << GetParam().scalar;
}

INSTANTIATE_TEST_SUITE_P(
    Table, FieldText,
    testing::Values(
        Text{"compaction.block_retention", "14d", "336h"},
        Text{"ingestion.rate_limit_bytes", "5e6", "5000000"},
        Text{"ingestion.rate_limit_bytes", "24h", "refused"},
        Text{"ingestion.rate_limit_bytes", "'5'", "refused"},
        Text{"ingestion.rate_limit_bytes", "~", "refused"},
        Text{"read.unsafe_query_hints", "maybe", "refused"},
        Text{"metrics_generator.processors", "span-metrics", "span-metrics"},        // one item
        Text{"metrics_generator.processor.local_blocks.max_live_traces", "1", "1"},  // before 3.0
        Text{"cost_attribution.dimensions.team", "x", "x"},                          // an entry
        Text{"cost_attribution.dimensions", "x", "refused"},
        Text{"storage.parquet_dedicated_columns", "x", "refused"},
        Text{"ingestion", "1", "refused"}, Text{"no.such_field", "1", "refused"},
        Text{"ingestion.rate_limit_bytes", "'", "refused"}));

TEST(FieldText, SaysWhatTheFieldTakes) {
  const auto value = read_field_text("ingestion.rate_limit_bytes", "24h");
  ASSERT_FALSE(value);
  EXPECT_THAT(value.error().message, testing::HasSubstr("'rate_limit_bytes' must be"));
}

// Where a policy names a field, a value for it can be read: no list of fields gets out of step.
TEST(FieldText, KnowsEveryField) {
  for (const auto path : known_fields()) {
    const auto value = read_field_text(path, "{a: [[b]]}");
    ASSERT_FALSE(value);
    EXPECT_THAT(value.error().message, testing::Not(testing::HasSubstr("no known version")))
        << path;
  }
}

}  // namespace
}  // namespace tempo_admission::tempo::field_text_test
