#include "app/check/excerpt.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::app {
namespace {

policy::Finding finding_at(const char* code, const char* path) {
  policy::Finding finding;
  finding.what.code = code;
  finding.what.path = path;
  return finding;
}

TEST(Showable, ShowsAnOrdinaryLine) {
  const auto finding = finding_at("overrides/unknown-field", "team-a.ingestion.rate_limit_byte");
  EXPECT_EQ(showable("rate_limit_byte: 1", finding), "rate_limit_byte: 1");
}

TEST(Showable, HidesALineThatHoldsACredential) {
  const auto finding = finding_at("overrides/unknown-field", "team-a.x");
  EXPECT_EQ(showable("  x: glc_eyJvIjoiMTIzNDU2Nzg5MCIsIm4iOiJ0b2tlbiJ9", finding), "");
  EXPECT_EQ(showable("  Authorization: Basic eA==", finding), "");
}

TEST(Showable, HidesALineWhoseFindingSpeaksOfCredentials) {
  EXPECT_EQ(showable("x: y", finding_at("overrides/literal-credential", "team-a.x")), "");
  const auto header = finding_at("x/y", "team-a.metrics_generator.remote_write_headers.X-Key");
  EXPECT_EQ(showable("X-Key: y", header), "");
}

}  // namespace
}  // namespace tempo_admission::app
