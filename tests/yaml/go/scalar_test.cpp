#include "tempo_admission/yaml/scalar.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace tempo_admission::yaml {
namespace {

struct ResolveCase {
  std::string_view yaml;
  Scalar v3;
  Scalar v2;
};

Scalar text(std::string_view value) {
  return std::string(value);
}
Scalar integer(std::int64_t value) {
  return value;
}
constexpr double infinity = std::numeric_limits<double>::infinity();

Result<Scalar> resolved(std::string_view yaml, Dialect dialect) {
  const auto document = read(yaml);
  if (!document) return failure(document.error().message);
  return resolve(document->root(), dialect);
}

class Resolve : public testing::TestWithParam<ResolveCase> {};

TEST_P(Resolve, DoesAsGoYaml) {
  const auto& [yaml, v3, v2] = GetParam();
  const auto by_v3 = resolved(yaml, Dialect::go_yaml_v3);
  const auto by_v2 = resolved(yaml, Dialect::go_yaml_v2);
  ASSERT_TRUE(by_v3) << yaml;
  ASSERT_TRUE(by_v2) << yaml;
  EXPECT_EQ(*by_v3, v3) << yaml;
  EXPECT_EQ(*by_v2, v2) << yaml;
}

ResolveCase both(std::string_view yaml, const Scalar& value) {
  return {yaml, value, value};
}

// Checked against go-yaml itself by tests/go_yaml.
INSTANTIATE_TEST_SUITE_P(
    Words, Resolve,
    testing::Values(both("~", Null{}), both("null", Null{}), both("Null", Null{}),
                    both("NULL", Null{}), both("nULL", text("nULL")), both("''", text("")),
                    both("true", true), both("False", false), both("tRUE", text("tRUE")),
                    ResolveCase{"yes", text("yes"), true}, ResolveCase{"On", text("On"), true},
                    ResolveCase{"n", text("n"), false}, both("'yes'", text("yes")),
                    both(".inf", infinity), both("+.INF", infinity), both("-.Inf", -infinity),
                    both("<<", text("<<")), both("=", text("="))));

INSTANTIATE_TEST_SUITE_P(
    Integers, Resolve,
    testing::Values(both("0", integer(0)), both("-0", integer(0)), both("+12", integer(12)),
                    both("1_000", integer(1000)), both("1__0_", integer(10)),
                    both("0x1F", integer(31)), both("-0X1f", integer(-31)), both("010", integer(8)),
                    both("0o17", integer(15)), both("0b101", integer(5)),
                    both("-0b101", integer(-5)), both("0b-1", integer(-1)),
                    ResolveCase{"0o-7", integer(-7), text("0o-7")}, both("0x", text("0x")),
                    both("0b2", text("0b2")), both("_1", text("_1")), both("1:30", text("1:30")),
                    both("9223372036854775807", integer(std::numeric_limits<std::int64_t>::max())),
                    both("-9223372036854775808", integer(std::numeric_limits<std::int64_t>::min())),
                    both("9223372036854775808", std::uint64_t{9223372036854775808U}),
                    both("+9223372036854775808", 9223372036854775808.0),
                    both("-9223372036854775809", -9223372036854775808.0),
                    both("18446744073709551616", 18446744073709551616.0)));

INSTANTIATE_TEST_SUITE_P(
    Floats, Resolve,
    testing::Values(both("1.5", 1.5), both("1.", 1.0), both(".5", 0.5), both("-.5", -0.5),
                    both("1e3", 1000.0), both("1E-3", 0.001), both("08", 8.0), both("1_0.5", 10.5),
                    both(".1_0", 0.1), both("._1", text("._1")), both("1e", text("1e")),
                    both("1e400", text("1e400")), both("1e-400", 0.0), both(".", text(".")),
                    both(".e3", text(".e3")), both("0x1p-2", text("0x1p-2")),
                    both("1.2.3", text("1.2.3")), both("infinity", text("infinity")),
                    both("nan", text("nan"))));

INSTANTIATE_TEST_SUITE_P(
    Timestamps, Resolve,
    testing::Values(both("2024-01-01", Timestamp{"2024-01-01"}),
                    both("2024-1-2", Timestamp{"2024-1-2"}),
                    both("2024-01-01T10:20:30Z", Timestamp{"2024-01-01T10:20:30Z"}),
                    both("2024-01-01t1:2:3.5+02:00", Timestamp{"2024-01-01t1:2:3.5+02:00"}),
                    both("2024-01-01 10:20:30", Timestamp{"2024-01-01 10:20:30"}),
                    both("2024-02-30", text("2024-02-30")), both("2024-13-01", text("2024-13-01")),
                    both("2024-01-01T10:20:30", text("2024-01-01T10:20:30")),
                    both("2024-01-01 10:20:30Z", text("2024-01-01 10:20:30Z")),
                    both("20240-01-01", text("20240-01-01")),
                    both("'2024-01-01'", text("2024-01-01"))));

INSTANTIATE_TEST_SUITE_P(Tags, Resolve,
                         testing::Values(both("!!str 5", text("5")), both("!!int '5'", integer(5)),
                                         both("!!float 5", 5.0), both("!!null ~", Null{}),
                                         both("!!binary aGk=", text("hi")),
                                         both("!!binary \"aG\\nk=\"", text("hi")),
                                         both("!local 5", text("5")), both("!!map 5", text("5")),
                                         ResolveCase{"! 5", integer(5), text("5")},
                                         ResolveCase{"!<!!int> 5", integer(5), text("5")},
                                         both("!!timestamp '2024-01-01'", Timestamp{"2024-01-01"}),
                                         ResolveCase{"!!str yes", text("yes"), text("yes")}));

class Unresolvable : public testing::TestWithParam<std::string_view> {};

TEST_P(Unresolvable, HasATagThatDoesNotFit) {
  EXPECT_FALSE(resolved(GetParam(), Dialect::go_yaml_v3));
}

INSTANTIATE_TEST_SUITE_P(Tags, Unresolvable,
                         testing::Values("!!bool yes", "!!int x", "!!int 1.0", "!!float x",
                                         "!!null x", "!!timestamp x", "!!binary '?'",
                                         "!!binary aGk", "!!int 2024-01-01",
                                         "!!float 18446744073709551615"));

TEST(Resolve, GivesNotANumber) {
  const auto value = resolved(".NaN", Dialect::go_yaml_v3);
  ASSERT_TRUE(value);
  EXPECT_TRUE(std::isnan(std::get<double>(*value)));
}

TEST(Resolve, ReadsOldBooleansByTagInV2) {
  EXPECT_EQ(*resolved("!!bool yes", Dialect::go_yaml_v2), Scalar(true));
}

TEST(Resolve, NamesTheTagThatDoesNotFit) {
  const auto value = resolved("!!int many", Dialect::go_yaml_v3);
  ASSERT_FALSE(value);
  EXPECT_NE(value.error().message.find("!!int"), std::string::npos);
  EXPECT_EQ(value.error().message.find("many"), std::string::npos);  // it may be a credential
}

}  // namespace
}  // namespace tempo_admission::yaml
