#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tempo_admission/tempo/declared_tenants.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo::secret_test {
namespace {

std::string random_text(std::mt19937& random, std::string_view alphabet, std::size_t length) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i)
    text += alphabet[std::uniform_int_distribution<std::size_t>(0, alphabet.size() - 1)(random)];
  return text;
}

// Assembled here so that secret scanners do not report this file.
std::string token(const std::string& prefix) {
  return prefix + "_AbCdEfGh12345678IjKlMnOp";
}

class Credential : public testing::TestWithParam<std::string> {};

TEST_P(Credential, LooksLikeASecret) {
  EXPECT_TRUE(looks_like_secret(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Table, Credential,
    testing::Values(token("glc"), token("glsa"), token("ghp"), token("github_pat"),
                    "AKIA" + std::string("ABCDEFGHIJKLMNOP"), "Bearer abc", "bearer  xyz",
                    "Authorization: Bearer abc", "Basic dXNlcjpwYXNz",
                    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                    "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "a word and " + token("glc"),
                    "https://user:secret@example.com", "postgres://u:p/w@db:5432/x?y",
                    "see amqps://:secret@host"));

class Harmless : public testing::TestWithParam<std::string> {};

TEST_P(Harmless, DoesNotLookLikeASecret) {
  EXPECT_FALSE(looks_like_secret(GetParam())) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Table, Harmless,
    testing::Values("", "team-a", "write-team-a-observability-platform-production",
                    "2027-01-01T00:00:00Z", "b4af8459-3937-4d6b-9f0e-1c2d3e4f5a6b",
                    "B4aF8459-3937-4D6b-9f0E-1c2D3e4F5a6b",
                    "Team A, the Platform Team of Northern Europe", "Bearer ${TOKEN}", "${TOKEN}",
                    "Basic Platform", "Bearer", "the bearer token of a team",
                    "Bearer authentication", "tempo-distributed-1.61.3", "glc_short",
                    "app.kubernetes.io/managed-by", "https://tempo-gateway.example.com:3200/v1",
                    "https://user@example.com:3200", "https://user:${PASSWORD}@example.com",
                    "http://a:1 b@c", "mail a:b@example.com",
                    "/etc/tempo/overrides/PerTenantOverrides.yaml",
                    "metrics_generator_processor_span_metrics_histogram_buckets",
                    "GrafanaEnterpriseTracesProvisioner", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1",
                    "{env=\"dev\", team=~\"a|b\"}", "traces:write"));

TEST(FindSecret, PointsAtTheCredentialItself) {
  const std::string text = "Authorization: Bearer abc";
  EXPECT_EQ(find_secret(text), text.find("abc"));
}

TEST(FindSecret, PointsAtThePasswordOfAUrl) {
  EXPECT_EQ(find_secret("x https://u:secret@h"), 12U);
}

TEST(FindSecret, PointsAtTheStartOfAPrivateKey) {
  EXPECT_EQ(find_secret("key: -----BEGIN PRIVATE KEY-----"), 5U);
}

std::vector<Position> secrets_in(std::string_view text) {
  std::vector<Position> positions;
  for (const auto& found : find_secrets_by_line(text, 10)) positions.push_back(found.position);
  return positions;
}

TEST(FindSecretsByLine, CountsCodePointsAndEveryEndOfALine) {
  EXPECT_THAT(secrets_in("x\r\ny\r\xC3\xA9 = " + token("glc") + "\n"),
              testing::ElementsAre(Position{3, 5}));
}

TEST(FindSecretsByLine, TellsEachLineThatHasOne) {
  EXPECT_THAT(secrets_in(token("glc") + "\n\n " + token("ghp")),
              testing::ElementsAre(Position{1, 1}, Position{3, 2}));
}

TEST(FindSecretsByLine, TakesAPrivateKeyForOne) {
  const std::string key = "-----BEGIN PRIVATE KEY-----\n" + token("glc") + "\n" + token("ghp") +
                          "\n-----END PRIVATE KEY-----\n";
  EXPECT_THAT(secrets_in(key + token("glsa")),
              testing::ElementsAre(Position{1, 1}, Position{5, 1}));
}

TEST(FindSecretsByLine, StopsWhereThereIsNoEnd) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += token("glc") + "\n";
  EXPECT_EQ(secrets_in(text).size(), 10U);
}

class RandomText : public testing::TestWithParam<std::pair<std::string_view, std::size_t>> {};

// The bound allows for chance: random text may happen to look like words.
TEST_P(RandomText, IsNearlyAlwaysFound) {
  const auto [alphabet, length] = GetParam();
  std::mt19937 random(9);
  int found = 0;
  for (int i = 0; i < 1'000; ++i)
    found += looks_like_secret(random_text(random, alphabet, length)) ? 1 : 0;
  EXPECT_GE(found, 950);
}

INSTANTIATE_TEST_SUITE_P(
    Alphabets, RandomText,
    testing::Values(
        std::pair{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 32U},
        std::pair{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 40U},
        std::pair{"abcdefghijklmnopqrstuvwxyz0123456789", 32U}, std::pair{"0123456789abcdef", 32U},
        std::pair{"0123456789abcdef", 64U}));

}  // namespace
}  // namespace tempo_admission::tempo::secret_test
