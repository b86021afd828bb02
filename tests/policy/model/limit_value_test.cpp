#include "policy/model/limit_value.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::policy {
namespace {

TEST(LimitValue, IsReadInTheFieldsOwnUnit) {
  EXPECT_EQ(std::get<std::int64_t>(read_limit_value("compaction.block_retention", "90d")->value),
            90LL * 24 * 3600 * 1'000'000'000);
  EXPECT_EQ(std::get<std::int64_t>(read_limit_value("ingestion.rate_limit_bytes", "5e6")->value),
            5'000'000);
}

TEST(LimitValue, IsOneItemOfAList) {
  EXPECT_TRUE(read_limit_value("metrics_generator.processors", "span-metrics").has_value());
}

TEST(LimitValue, IsReadByOlderTempoWhereTheNewestLostTheField) {
  EXPECT_TRUE(read_limit_value("metrics_generator.processor.local_blocks.max_live_traces", "1")
                  .has_value());
}

TEST(LimitValue, IsRefusedWhereTempoWouldNotTakeIt) {
  EXPECT_FALSE(read_limit_value("ingestion.rate_limit_bytes", "24h").has_value());
  EXPECT_FALSE(read_limit_value("read.unsafe_query_hints", "maybe").has_value());
  EXPECT_FALSE(read_limit_value("no.such_field", "1").has_value());
}

TEST(LimitValue, SaysWhyTempoRefusesIt) {
  EXPECT_EQ(read_limit_value("ingestion.rate_limit_bytes", "5MB").error().message,
            "not a valid value of ingestion.rate_limit_bytes: 'rate_limit_bytes' must be a whole "
            "number, not the string '5MB'");
}

tempo::FieldValue value(decltype(tempo::FieldValue::value) of) {
  tempo::FieldValue field;
  field.value = std::move(of);
  return field;
}

TEST(Compare, OrdersNumbersOfAllKinds) {
  EXPECT_TRUE(compare(value(std::int64_t{-1}), value(std::uint64_t{1})) < 0);
  EXPECT_TRUE(compare(value(std::uint64_t{2}), value(1.5)) > 0);
  EXPECT_TRUE(compare(value(std::int64_t{3}), value(3.0)) == 0);
}

TEST(Compare, TellsTextsApart) {
  EXPECT_TRUE(compare(value(std::string("a")), value(std::string("a"))) == 0);
  EXPECT_TRUE(compare(value(true), value(false)) != 0);
}

TEST(Compare, HasNoOrderBetweenKinds) {
  EXPECT_EQ(compare(value(std::string("1")), value(std::int64_t{1})),
            std::partial_ordering::unordered);
}

}  // namespace
}  // namespace tempo_admission::policy
