#include "tempo_admission/kube/chart_range.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::kube {
namespace {

struct RangeCase {
  std::string_view range;
  std::string_view label;
  bool matches;
};

class ChartRangeTable : public testing::TestWithParam<RangeCase> {};

TEST_P(ChartRangeTable, MatchesTheLabel) {
  const auto range = parse_chart_range(GetParam().range);
  ASSERT_TRUE(range) << range.error().message;
  EXPECT_EQ(matches(*range, GetParam().label), GetParam().matches)
      << GetParam().range << " on " << GetParam().label;
}

INSTANTIATE_TEST_SUITE_P(
    Charts, ChartRangeTable,
    testing::Values(RangeCase{"tempo-distributed", "tempo-distributed-1.61.3", true},
                    RangeCase{"tempo", "tempo-distributed-1.61.3", false},
                    RangeCase{"tempo", "tempo-1.2.3", true},
                    RangeCase{"tempo-distributed", "tempo-1.2.3", false},
                    RangeCase{"tempo", "tempo", false}, RangeCase{"tempo", "tempo-", false},
                    RangeCase{"tempo", "", false}, RangeCase{"tempo", "tempo-main", false},
                    RangeCase{"tempo", "tempo-v1.2.3", true},
                    RangeCase{"tempo", "tempo-1.2.3_build.7", true},
                    RangeCase{"tempo =1.2.3", "tempo-1.2.3_build.7", true}));

INSTANTIATE_TEST_SUITE_P(
    Bounds, ChartRangeTable,
    testing::Values(
        RangeCase{"t >=1.21.1 <4", "t-1.21.1", true}, RangeCase{"t >=1.21.1 <4", "t-1.21.0", false},
        RangeCase{"t >=1.21.1 <4", "t-3.99.99", true}, RangeCase{"t >=1.21.1 <4", "t-4.0.0", false},
        RangeCase{"t >=1.21.1 <4", "t-4.0.0-rc.1", false},
        RangeCase{"t >=1.21.1", "t-1.22.0-weekly.1", true},
        RangeCase{"t >=1.21.1", "t-1.21.1-rc.1", false}, RangeCase{"t 1.2", "t-1.2.9", true},
        RangeCase{"t 1.2", "t-1.3.0", false}, RangeCase{"t !=1.2", "t-1.2.9", false},
        RangeCase{"t !=1.2", "t-1.3.0", true}, RangeCase{"t >1.2", "t-1.2.9", false},
        RangeCase{"t >1.2", "t-1.3.0", true}, RangeCase{"t <=1", "t-1.99.0", true},
        RangeCase{"t <=1", "t-2.0.0", false}, RangeCase{"t  >1.2.3  <1.2.5 ", "t-1.2.4", true},
        RangeCase{"t =1.2.3-rc.1", "t-1.2.3-rc.1", true},
        RangeCase{"t =1.2.3-rc.1", "t-1.2.3", false}));

class BrokenChartRange : public testing::TestWithParam<std::string_view> {};

TEST_P(BrokenChartRange, IsRefused) {
  EXPECT_FALSE(parse_chart_range(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Table, BrokenChartRange,
                         testing::Values("", "  ", ">=1.2", "tempo >=", "tempo >= 1.2", "tempo x",
                                         "tempo 1.2.3.4", "tempo 01.2", "tempo 1..2", "tempo 1.",
                                         "tempo 1.2-rc", "tempo 1.2.3-", "tempo 1.2.3-a..b",
                                         "tempo 1.2.3-a!", "tempo ~1.2", "tempo ^1", "tem/po 1",
                                         "tempo 99999999999999999999"));

TEST(ParseChartRange, NamesTheWordThatIsWrong) {
  EXPECT_EQ(parse_chart_range("tempo >=1.2 <=x").error().message,
            "\"<=x\" is not a version bound such as \">=1.21.1\"");
}

// semver.org, section 11, in its own order.
TEST(SemanticVersion, OrdersAsTheSpecificationDoes) {
  const std::vector<std::string> ordered = {"1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
                                            "1.0.0-beta",  "1.0.0-beta.2",  "1.0.0-beta.11",
                                            "1.0.0-rc.1",  "1.0.0",         "1.0.1-0",
                                            "1.0.1",       "1.1.0",         "2.0.0"};
  std::vector<SemanticVersion> versions;
  for (const auto& text : ordered)
    versions.push_back(parse_chart_range("c " + text)->bounds.front().version);
  for (std::size_t i = 0; i < versions.size(); ++i)
    for (std::size_t j = 0; j < versions.size(); ++j)
      EXPECT_EQ(versions[i] <=> versions[j], i <=> j) << ordered[i] << " and " << ordered[j];
}

}  // namespace
}  // namespace tempo_admission::kube
