#include "app/report/report.hpp"

#include <gtest/gtest.h>

#include "app/report/one_typo.hpp"

namespace tempo_admission::app {
namespace {

TEST(Summarize, CountsVerdictsAndFindings) {
  const Summary summary = summarize(one_typo());
  EXPECT_EQ(summary.denied, 1U);
  EXPECT_EQ(summary.errors, 1U);
  EXPECT_EQ(summary.warnings, 0U);
}

}  // namespace
}  // namespace tempo_admission::app
