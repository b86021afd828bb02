#include "app/serve/worker_metrics.hpp"

#include <gtest/gtest.h>

#include <set>

namespace tempo_admission::app {
namespace {

TEST(RequestLabels, GiveEveryCombinationACellOfItsOwn) {
  std::set<std::size_t> seen;
  for (std::size_t index = 0; index < RequestLabels::combinations; ++index) {
    seen.insert(RequestLabels::from_index(index).index());
  }
  EXPECT_EQ(seen.size(), RequestLabels::combinations);
  EXPECT_EQ(*seen.rbegin(), RequestLabels::combinations - 1);
}

TEST(TempoVerdictLabels, GiveEveryCombinationACellOfItsOwn) {
  std::set<std::size_t> seen;
  for (std::size_t index = 0; index < TempoVerdictLabels::combinations; ++index)
    seen.insert(TempoVerdictLabels::from_index(index).index());
  EXPECT_EQ(seen.size(), TempoVerdictLabels::combinations);
  EXPECT_EQ(*seen.rbegin(), TempoVerdictLabels::combinations - 1);
}

TEST(Histogram, PutsADurationIntoTheBucketThatHoldsIt) {
  Histogram histogram;
  histogram.observe(std::chrono::microseconds(50));
  histogram.observe(std::chrono::microseconds(51));
  histogram.observe(std::chrono::hours(1));
  EXPECT_EQ(histogram.in_bucket(0), 1U);
  EXPECT_EQ(histogram.in_bucket(1), 1U);
  EXPECT_EQ(histogram.in_bucket(Histogram::bounds.size()), 1U);
}

}  // namespace
}  // namespace tempo_admission::app
