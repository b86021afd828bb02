#include "tempo/overrides/entry_cursor.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tempo/judged.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {
namespace {

TEST(EntryCursor, VisitsWhatMergesAndAliasesBring) {
  const auto judgement = judge_overrides(
      "overrides:\n  a: &a {ingestion: {rate_limit_bytes: 5}}\n  b: {<<: *a, read: {}}\n  c: *a\n",
      {});
  ASSERT_EQ(judgement.tenants.size(), 3U);
  for (const auto& tenant : judgement.tenants)
    EXPECT_EQ(fields_of(tenant), "ingestion.rate_limit_bytes=5\n") << tenant.name;
}

TEST(EntryCursor, PrefersOwnKeysToAQuotedMerge) {
  const auto judgement = judge_overrides(
      "overrides: {t: {\"<<\": {ingestion: {rate_limit_bytes: 1, burst_size_bytes: 2}}, "
      "ingestion: {rate_limit_bytes: 3}}}",
      {});
  EXPECT_EQ(judgement.tempo_accepts, true);
  EXPECT_EQ(fields_of(judgement.tenants.at(0)),
            "ingestion.rate_limit_bytes=3\ningestion.burst_size_bytes=2\n");
}

// In "<<": [a, b] the earlier mapping wins, as in go-yaml v2, which applies them last to first.
TEST(EntryCursor, VisitsTheLastOfSeveralQuotedMergesFirst) {
  const auto document = yaml::read_as_go("{own: 1, \"<<\": [{a: 1}, {b: 1}]}");
  EntryCursor cursor(document.root());
  std::string visited;
  while (const auto entry = cursor.next())
    visited += std::string(entry->key.as_string()) + std::to_string(cursor.source()) + " ";
  EXPECT_EQ(visited, "own0 b1 a2 ");
}

TEST(EntryCursor, VisitsNothingInAnEmptyMapping) {
  const auto document = yaml::read_as_go("{}");
  EXPECT_FALSE(EntryCursor(document.root()).next().has_value());
}

TEST(LosesValue, OnlyThePlainKeyNan) {
  const auto document = yaml::read_as_go("t:\n  .nan: 1\n  \".nan\": 1\n  nan: 1\n");
  const auto tenants = document.root().entry(0).value;
  ASSERT_EQ(tenants.size(), 3U);
  EXPECT_TRUE(loses_value(tenants.entry(0).key));
  EXPECT_FALSE(loses_value(tenants.entry(1).key));
  EXPECT_FALSE(loses_value(tenants.entry(2).key));
}

}  // namespace
}  // namespace tempo_admission::tempo
