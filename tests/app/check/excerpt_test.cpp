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

TEST(RedactedLine, ShowsAnOrdinaryLine) {
  const auto finding = finding_at("overrides/unknown-field", "team-a.ingestion.rate_limit_byte");
  EXPECT_EQ(redacted_line("rate_limit_byte: 1", finding), "rate_limit_byte: 1");
}

TEST(RedactedLine, HidesALineThatHoldsACredential) {
  const auto finding = finding_at("overrides/unknown-field", "team-a.x");
  EXPECT_EQ(redacted_line("  x: glc_eyJvIjoiMTIzNDU2Nzg5MCIsIm4iOiJ0b2tlbiJ9", finding), "");
  EXPECT_EQ(redacted_line("  Authorization: Basic eA==", finding), "");
}

TEST(RedactedLine, HidesALineWhoseFindingSpeaksOfCredentials) {
  EXPECT_EQ(redacted_line("x: y", finding_at("overrides/literal-credential", "team-a.x")), "");
  const auto header = finding_at("x/y", "team-a.metrics_generator.remote_write_headers.X-Key");
  EXPECT_EQ(redacted_line("X-Key: y", header), "");
}

TEST(RedactedLine, HidesALineWithAPasswordInAUrl) {
  const auto finding = finding_at("overrides/unknown-field", "team-a.x");
  EXPECT_EQ(redacted_line("  x: https://user:hunter2@example.com/p", finding), "");
  EXPECT_EQ(redacted_line("  x: [a, 'amqp://u:hun/ter2@example.com']", finding), "");
  EXPECT_NE(redacted_line("  x: https://example.com:443/p", finding), "");
}

}  // namespace
}  // namespace tempo_admission::app
