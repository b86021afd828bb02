#include "tempo_admission/server/tls_identity.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/certificates.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

TlsPem good_pem() {
  return RunningServer::quick_pem();
}

std::string fault_of(const TlsPem& pem) {
  const auto identity = TlsIdentity::from_pem(pem);
  return identity ? "" : identity.error().message;
}

TEST(TlsIdentity, KnowsNamesAndTimesOfItsCertificate) {
  CertificateRequest request;
  request.dns_names = {"webhook.tempo.svc", "localhost"};
  request.ends_in_seconds = 7200;
  const KeyPair pair = make_certificate(request);
  TlsPem pem;
  pem.certificate = pair.certificate;
  pem.key = pair.key;
  const auto identity = TlsIdentity::from_pem(pem);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->dns_names(), request.dns_names);
  EXPECT_GT(identity->not_after(), std::chrono::system_clock::now() + std::chrono::minutes(119));
  EXPECT_LT(identity->not_before(), std::chrono::system_clock::now());
  EXPECT_FALSE(identity->asks_for_client_certificate());
}

TEST(TlsIdentity, Case072RefusesACertificateThatOnlyHasACommonName) {
  CertificateRequest request;
  request.dns_names.clear();
  const KeyPair pair = make_certificate(request);
  TlsPem pem;
  pem.certificate = pair.certificate;
  pem.key = pair.key;
  EXPECT_NE(fault_of(pem).find("subjectAltName"), std::string::npos);
}

TEST(TlsIdentity, Case077RefusesACertificateWithTheKeyOfAnother) {
  TlsPem pem = good_pem();
  pem.key = good_pem().key;
  EXPECT_EQ(fault_of(pem), "certificate and key do not match: key values mismatch");
}

struct PemCase {
  std::string text;
  std::string fault;
};

TEST(TlsIdentity, Case078RefusesKeysThatCannotBeRead) {
  const std::string key = good_pem().key;
  const std::vector<PemCase> cases = {
      {"", "key: the file is empty"},
      {"garbage", "key: cannot read a PEM private key"},
      {key.substr(0, key.size() / 2), "key: cannot read a PEM private key"},
      {std::string(10 << 20, 'A'), "key: larger than 262144 bytes"},
      {encrypt_key(key), "key: encrypted keys are not supported"},
  };
  for (const PemCase& c : cases) {
    TlsPem pem = good_pem();
    pem.key = c.text;
    EXPECT_TRUE(fault_of(pem).starts_with(c.fault)) << fault_of(pem);
  }
}

TEST(TlsIdentity, Case078RefusesCertificatesThatCannotBeRead) {
  const std::string certificate = good_pem().certificate;
  const std::vector<PemCase> cases = {
      {"", "certificate: the file is empty"},
      {"garbage", "certificate: no PEM certificate"},
      {certificate.substr(0, certificate.size() / 2), "certificate: cannot read a PEM block"},
      {std::string(10 << 20, '-'), "certificate: larger than 262144 bytes"},
  };
  for (const PemCase& c : cases) {
    TlsPem pem = good_pem();
    pem.certificate = c.text;
    EXPECT_TRUE(fault_of(pem).starts_with(c.fault)) << fault_of(pem);
  }
}

TEST(TlsIdentity, RefusesAClientCaThatCannotBeRead) {
  TlsPem pem = good_pem();
  pem.client_ca = "garbage";
  EXPECT_TRUE(fault_of(pem).starts_with("client CA: no PEM certificate")) << fault_of(pem);
}

TEST(TlsIdentity, Case080LoadsAnExpiredCertificateForTheCallerToSee) {
  CertificateRequest request;
  request.starts_in_seconds = -7200;
  request.ends_in_seconds = -3600;
  const KeyPair pair = make_certificate(request);
  TlsPem pem;
  pem.certificate = pair.certificate;
  pem.key = pair.key;
  const auto identity = TlsIdentity::from_pem(pem);
  ASSERT_TRUE(identity);
  EXPECT_LT(identity->not_after(), std::chrono::system_clock::now());
}

}  // namespace
}  // namespace tempo_admission::server::testing
