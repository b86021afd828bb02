#include "tempo/findings/foreign_fields.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tempo/schema/schema.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo {
namespace {

TEST(ForeignFields, NameTheProductAndTempoFieldToUse) {
  const auto* field = find_foreign_field("retention_period");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(field->product, "Loki");
  EXPECT_TRUE(field->counterpart.starts_with("compaction.block_retention "));
}

TEST(ForeignFields, AreFoundByTheirWholeNameOnly) {
  EXPECT_EQ(find_foreign_field("retention"), nullptr);
  EXPECT_EQ(find_foreign_field("Retention_period"), nullptr);
  EXPECT_EQ(find_foreign_field(""), nullptr);
}

// Otherwise the hint would send the user to a field that Tempo refuses.
TEST(ForeignFields, HaveCounterpartsThatTempoKnows) {
  for (const auto* name : {"ingestion_rate_mb", "ingestion_burst_size_mb", "retention_period",
                           "max_streams_per_user", "max_line_size", "max_query_length",
                           "max_global_series_per_user", "store_gateway_tenant_shard_size"}) {
    const auto* field = find_foreign_field(name);
    ASSERT_NE(field, nullptr) << name;
    const std::string path(field->counterpart.substr(0, field->counterpart.find(' ')));
    EXPECT_TRUE(is_known_field(path)) << name << ": " << path;
  }
}

TEST(ForeignFields, AreNotFieldsOfATempoTenant) {
  for (const auto& field : Schema::compiled_in().scoped().children)
    EXPECT_EQ(find_foreign_field(field.name), nullptr) << field.name;
  for (const auto& field : Schema::compiled_in().legacy().children)
    EXPECT_EQ(find_foreign_field(field.name), nullptr) << field.name;
}

}  // namespace
}  // namespace tempo_admission::tempo
