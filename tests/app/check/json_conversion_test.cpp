#include "app/check/json_conversion.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::app {
namespace {

Result<nlohmann::json, Diagnostic> convert(const std::string& text, ConversionLimits limits = {}) {
  const auto document = yaml::read(text);
  if (!document) return tl::unexpected(document.error());
  return to_json(document->root(), limits);
}

struct Conversion {
  const char* yaml;
  const char* json;
};

class AsKubectl : public testing::TestWithParam<Conversion> {};

TEST_P(AsKubectl, ReadsYaml) {
  const auto converted = convert(GetParam().yaml);
  ASSERT_TRUE(converted.has_value()) << converted.error().message;
  EXPECT_EQ(*converted, nlohmann::json::parse(GetParam().json));
}

INSTANTIATE_TEST_SUITE_P(
    Table, AsKubectl,
    testing::Values(Conversion{"a: yes", R"({"a": true})"},
                    Conversion{"a: 'yes'", R"({"a": "yes"})"},
                    Conversion{"a: 0123", R"({"a": 83})"}, Conversion{"a: 1e3", R"({"a": 1000.0})"},
                    Conversion{"a: ~", R"({"a": null})"}, Conversion{"1: x", R"({"1": "x"})"},
                    Conversion{"y: x", R"({"true": "x"})"},
                    Conversion{"a: [1, x]", R"({"a": [1, "x"]})"},
                    Conversion{"a: 1\na: 2", R"({"a": 2})"},
                    Conversion{"a: 2001-01-01", R"({"a": "2001-01-01"})"},
                    Conversion{"b: &b {x: 1, z: 1}\na: {<<: *b, z: 2}",
                               R"({"b": {"x": 1, "z": 1}, "a": {"x": 1, "z": 2}})"},
                    Conversion{"a: {<<: [{x: 1}, {x: 2, z: 2}]}", R"({"a": {"x": 1, "z": 2}})"},
                    Conversion{"a: {'<<': 1}", R"({"a": {"<<": 1}})"}));

class NotJson : public testing::TestWithParam<const char*> {};

TEST_P(NotJson, IsSaidWithItsPlace) {
  const auto converted = convert(GetParam());
  ASSERT_FALSE(converted.has_value());
  EXPECT_TRUE(converted.error().position.known());
}

INSTANTIATE_TEST_SUITE_P(Table, NotJson,
                         testing::Values("a: .inf", "a: .nan", "~: x", "[1]: x", "a: {<<: 1}",
                                         "a: {<<: [1]}", "a: !!int x"));

TEST(ToJson, StopsAtTheValuesThatAliasesMultiply) {
  const auto converted = convert("a: &a [1, 2, 3]\nb: [*a, *a, *a]", {100, 10});
  ASSERT_FALSE(converted.has_value());
  EXPECT_EQ(converted.error().message, "more than 10 values, with aliases expanded");
}

TEST(ToJson, StopsAtMergesThatAliasesMultiply) {
  std::string bomb = "a0: &a0 {}\n";
  for (int level = 1; level < 30; ++level) {
    const std::string below = "*a" + std::to_string(level - 1);
    bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " {<<: [" + below +
            ", " + below + "]}\n";
  }
  EXPECT_FALSE(convert(bomb).has_value());
}

TEST(ToJson, StopsAtItsDepth) {
  EXPECT_TRUE(convert(std::string(10, '[') + std::string(10, ']'), {10, 100}).has_value());
  EXPECT_FALSE(convert(std::string(12, '[') + std::string(12, ']'), {10, 100}).has_value());
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(ParseJson, HasTheLimitsOfToJson) {
  EXPECT_TRUE(parse_json(nested(11), {10, 100}).has_value());
  EXPECT_FALSE(parse_json(nested(12), {10, 100}).has_value());
  EXPECT_TRUE(parse_json("[1,2,3]", {10, 4}).has_value());
  EXPECT_FALSE(parse_json("[1,2,3,4,5]", {10, 4}).has_value());
}

TEST(ParseJson, SurvivesAnyDepth) {
  const auto parsed = parse_json("{\n \"a\": " + nested(200'000) + "}");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().message, "nested more than 100 levels deep");
  EXPECT_EQ(parsed.error().position, (Position{2, 107}));
}

TEST(ParseJson, CountsNothingInsideStrings) {
  EXPECT_TRUE(parse_json(R"({"a": "[[[[,,,,\"[[[[{{{{", "b": "\\"})", {2, 10}).has_value());
}

}  // namespace
}  // namespace tempo_admission::app
