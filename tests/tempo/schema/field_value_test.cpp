#include "tempo/schema/field_value.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace tempo_admission::tempo {
namespace {

const FieldSpec& spec_at(std::string_view path) {
  return *Schema::compiled_in().find(path);
}

// The value's text as it is shown, or "refused".
std::string shown(std::string_view path, std::string_view yaml) {
  const std::string text = "k: " + std::string(yaml) + "\n";
  const auto document = yaml::read_as_go(text);
  const auto value = read_value(spec_at(path), document.root().entry(0).value);
  return value ? value->text : "refused";
}

struct ValueCase {
  std::string_view path;
  std::string_view yaml;
  std::string_view shown;
};

class FieldValues : public testing::TestWithParam<ValueCase> {};

TEST_P(FieldValues, AreDecodedAsTempoDoes) {
  EXPECT_EQ(shown(GetParam().path, GetParam().yaml), GetParam().shown) << GetParam().yaml;
}

constexpr auto bytes = "global.max_bytes_per_trace";
constexpr auto series = "metrics_generator.max_active_series";
constexpr auto hints = "read.unsafe_query_hints";
constexpr auto interval = "metrics_generator.collection_interval";
constexpr auto retention = "compaction.block_retention";

INSTANTIATE_TEST_SUITE_P(
    Table, FieldValues,
    testing::Values(ValueCase{bytes, "5", "5"}, ValueCase{bytes, "0x10", "16"},
                    ValueCase{bytes, "15e6", "15000000"}, ValueCase{bytes, "'5'", "refused"},
                    ValueCase{bytes, "-1", "-1"}, ValueCase{bytes, "[5]", "refused"},
                    ValueCase{series, "4294967295", "4294967295"},
                    ValueCase{series, "4294967296", "refused"}, ValueCase{series, "-1", "refused"},
                    ValueCase{hints, "true", "true"}, ValueCase{hints, "1", "refused"},
                    ValueCase{interval, "90s", "1m30s"}, ValueCase{interval, "1d", "refused"},
                    ValueCase{retention, "14d", "336h"}, ValueCase{retention, "1.5h", "refused"},
                    ValueCase{"forwarders", "[a, b]", "a,b"},
                    ValueCase{"forwarders", "a", "refused"}));

TEST(FieldValues, KeepTheirUnitAndPosition) {
  const auto document = yaml::read_as_go("a: 5\n");
  const auto value = read_value(spec_at(bytes), document.root().entry(0).value);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->unit, FieldValue::Unit::bytes);
  EXPECT_EQ(value->position, (Position{1, 4}));
}

TEST(BadItem, IsTheFirstThatDoesNotFit) {
  const auto document = yaml::read_as_go("k: [a, [b], {c: d}]");
  const auto bad = bad_item(spec_at("forwarders"), document.root().entry(0).value);
  ASSERT_TRUE(bad);
  EXPECT_EQ(bad->item, 1U);
}

TEST(BadItem, IsNoneWhereAllFit) {
  EXPECT_FALSE(
      bad_item(spec_at("forwarders"), yaml::read_as_go("k: [a, b]").root().entry(0).value));
}

TEST(BadItem, IsNoneInWhatIsNotAList) {
  const auto document = yaml::read_as_go("k: a");
  EXPECT_FALSE(bad_item(spec_at("forwarders"), document.root().entry(0).value));
}

class EnvReference : public testing::TestWithParam<std::pair<std::string_view, bool>> {};

TEST_P(EnvReference, IsAVariableInBraces) {
  const std::string text = "k: " + std::string(GetParam().first) + "\n";
  const auto document = yaml::read_as_go(text);
  EXPECT_EQ(has_env_reference(document.root().entry(0).value), GetParam().second)
      << GetParam().first;
}

INSTANTIATE_TEST_SUITE_P(Table, EnvReference,
                         testing::Values(std::pair{"\"${RATE}\"", true},
                                         std::pair{"\"a${RATE}b\"", true}, std::pair{"rate", false},
                                         std::pair{"\"$RATE\"", false}, std::pair{"[]", false}));

}  // namespace
}  // namespace tempo_admission::tempo
