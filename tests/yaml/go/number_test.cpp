#include "yaml/go/number.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace tempo_admission::yaml {
namespace {

struct FormatCase {
  double value;
  std::string_view text;
};

class FormatGoFloat : public testing::TestWithParam<FormatCase> {};

TEST_P(FormatGoFloat, WritesAsStrconv) {
  EXPECT_EQ(format_go_float(GetParam().value), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Values, FormatGoFloat,
    testing::Values(
        FormatCase{0, "0"}, FormatCase{-0.0, "-0"}, FormatCase{1, "1"}, FormatCase{0.1, "0.1"},
        FormatCase{-1.25, "-1.25"}, FormatCase{100000, "100000"}, FormatCase{123456.5, "123456.5"},
        FormatCase{1e6, "1e+06"}, FormatCase{1234567, "1.234567e+06"}, FormatCase{1e21, "1e+21"},
        FormatCase{1e100, "1e+100"}, FormatCase{0.0001, "0.0001"}, FormatCase{0.00001, "1e-05"},
        FormatCase{5e-324, "5e-324"}, FormatCase{1.7976931348623157e308, "1.7976931348623157e+308"},
        FormatCase{std::numeric_limits<double>::infinity(), ".inf"},
        FormatCase{-std::numeric_limits<double>::infinity(), "-.inf"},
        FormatCase{std::numeric_limits<double>::quiet_NaN(), ".nan"}));

TEST(FormatGoFloatProperty, ReadsBackAsTheSameNumber) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> mantissa(-10, 10);
  std::uniform_int_distribution<int> exponent(-300, 300);
  for (int i = 0; i < 2000; ++i) {
    const double value = std::ldexp(mantissa(random), exponent(random));
    EXPECT_EQ(parse_go_float(format_go_float(value)), value);
  }
}

TEST(ParseGoInteger, TakesABaseOrAPrefix) {
  EXPECT_EQ(parse_go_integer("0x1f", 0), GoInteger(std::int64_t{31}));
  EXPECT_EQ(parse_go_integer("017", 0), GoInteger(std::int64_t{15}));
  EXPECT_EQ(parse_go_integer("-101", 2), GoInteger(std::int64_t{-5}));
}

TEST(ParseGoInteger, RefusesWhatIsNoInteger) {
  for (const std::string_view text : {"", "-", "+", "1.0", "0x", "08", "--1", "1 "}) {
    EXPECT_EQ(parse_go_integer(text, 0), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace tempo_admission::yaml
