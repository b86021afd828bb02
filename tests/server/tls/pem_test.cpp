#include "server/tls/pem.hpp"

#include <gtest/gtest.h>

#include <string>

#include "server/certificates.hpp"

namespace tempo_admission::server::testing {
namespace {

TEST(ReadCertificates, ReadsAWholeChain) {
  const auto first = make_certificate({});
  const auto second = make_certificate({});
  const auto read = read_certificates(first.certificate + second.certificate, "certificate");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size(), 2U);
}

TEST(ReadCertificates, NeedsOne) {
  const auto read = read_certificates("no certificate here\n", "client CA");
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().message.starts_with("client CA")) << read.error().message;
}

TEST(ReadCertificates, RefusesAChainThatIsCutOff) {
  const auto pair = make_certificate({});
  const auto cut = pair.certificate.substr(0, pair.certificate.size() / 2);
  EXPECT_FALSE(read_certificates(pair.certificate + cut, "certificate"));
}

TEST(ReadPrivateKey, ReadsAKey) {
  EXPECT_TRUE(read_private_key(make_certificate({}).key));
}

TEST(ReadPrivateKey, RefusesAnEncryptedKeyWithoutAsking) {
  EXPECT_FALSE(read_private_key(encrypt_key(make_certificate({}).key)));
}

TEST(ReadPrivateKey, RefusesACertificate) {
  EXPECT_FALSE(read_private_key(make_certificate({}).certificate));
}

}  // namespace
}  // namespace tempo_admission::server::testing
