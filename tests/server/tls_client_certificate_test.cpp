// Who may connect when a client CA is set.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "server/http_client.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

CertificateRequest client_named(const std::string& name) {
  CertificateRequest request;
  request.common_name = name;
  request.dns_names.clear();
  request.usage = "clientAuth";
  return request;
}

TlsPem trusting(const std::string& client_ca, std::vector<std::string> names = {}) {
  TlsPem pem = RunningServer::quick_pem();
  pem.client_ca = client_ca;
  pem.client_names = std::move(names);
  return pem;
}

// In TLS 1.3 the client finishes before the server has verified it: only an answer means
// acceptance.
bool is_accepted(const RunningServer& running, const KeyPair* certificate, int version,
                 std::vector<KeyPair> chain = {}) {
  TlsOptions options;
  options.certificate = certificate;
  options.chain = std::move(chain);
  options.lowest_version = options.highest_version = version;
  HttpClient client(running.port());
  if (!client.handshake(options)) return false;
  client.send(post("/mutate", "{}"));
  return client.read_response().has_value();
}

class ClientCertificateTest : public ::testing::TestWithParam<int> {
 protected:
  const KeyPair authority = make_authority();
};

struct ClientCase {
  std::string what;
  KeyPair certificate;
  bool is_accepted;
};

TEST_P(ClientCertificateTest, Case073TakesGoodCertificatesOnly) {
  const RunningServer running([](Options&) {}, trusting(authority.certificate));
  const KeyPair stranger = make_authority("another CA");
  const auto changed = [&](const std::function<void(CertificateRequest&)>& change) {
    CertificateRequest request = client_named("kube-apiserver");
    change(request);
    return make_certificate(request, &authority);
  };
  const std::vector<ClientCase> cases = {
      {"good", changed([](auto&) {}), true},
      {"no usage", changed([](auto& request) { request.usage.clear(); }), true},
      {"wrong CA", make_certificate(client_named("kube-apiserver"), &stranger), false},
      {"self-signed", make_certificate(client_named("kube-apiserver")), false},
      {"expired", changed([](auto& request) { request.ends_in_seconds = -60; }), false},
      {"not yet valid", changed([](auto& request) { request.starts_in_seconds = 600; }), false},
      {"server usage", changed([](auto& request) { request.usage = "serverAuth"; }), false},
      {"SHA-1", changed([](auto& request) { request.is_signed_with_sha1 = true; }), false},
      {"1024 bits", changed([](auto& request) { request.has_weak_key = true; }), false},
  };
  for (const ClientCase& c : cases)
    EXPECT_EQ(is_accepted(running, &c.certificate, GetParam()), c.is_accepted) << c.what;
  EXPECT_FALSE(is_accepted(running, nullptr, GetParam())) << "no certificate";
}

TEST_P(ClientCertificateTest, Case073TakesOnlyTheNamesThatAreListed) {
  const RunningServer running([](Options&) {},
                              trusting(authority.certificate, {"kube-apiserver", "api.dns"}));
  const KeyPair by_common_name = make_certificate(client_named("kube-apiserver"), &authority);
  CertificateRequest with_dns = client_named("x");
  with_dns.dns_names = {"other.dns", "api.dns"};
  const KeyPair by_dns_name = make_certificate(with_dns, &authority);
  const KeyPair other = make_certificate(client_named("kubelet"), &authority);
  EXPECT_TRUE(is_accepted(running, &by_common_name, GetParam()));
  EXPECT_TRUE(is_accepted(running, &by_dns_name, GetParam()));
  EXPECT_FALSE(is_accepted(running, &other, GetParam()));
}

TEST_P(ClientCertificateTest, Case074And079AfterASwapOfTheCaOnlyItsClientsAreTaken) {
  const KeyPair next = make_authority("next CA");
  RunningServer running([](Options&) {}, trusting(authority.certificate));
  const KeyPair old_client = make_certificate(client_named("kube-apiserver"), &authority);
  const KeyPair new_client = make_certificate(client_named("kube-apiserver"), &next);
  ASSERT_TRUE(is_accepted(running, &old_client, GetParam()));
  const TlsPem both = trusting(authority.certificate + next.certificate);
  ASSERT_TRUE(running.server->use(TlsIdentity::from_pem(both).value()));
  EXPECT_TRUE(eventually([&] { return is_accepted(running, &new_client, GetParam()); }));
  EXPECT_TRUE(is_accepted(running, &old_client, GetParam()));
  const TlsPem only_next = trusting(next.certificate);
  ASSERT_TRUE(running.server->use(TlsIdentity::from_pem(only_next).value()));
  EXPECT_TRUE(eventually([&] { return !is_accepted(running, &old_client, GetParam()); }));
  EXPECT_TRUE(is_accepted(running, &new_client, GetParam()));
}

TEST_P(ClientCertificateTest, Case075RefusesSignaturesThatAreWrong) {
  const RunningServer running([](Options&) {}, trusting(authority.certificate));
  const KeyPair honest = make_certificate(client_named("kube-apiserver"), &authority);
  const KeyPair liar = with_forged_key(honest);
  const KeyPair pretender{authority.certificate, make_authority().key};
  const KeyPair signed_by_another = make_certificate(client_named("kube-apiserver"), &pretender);
  EXPECT_FALSE(is_accepted(running, &liar, GetParam())) << "CertificateVerify";
  EXPECT_FALSE(is_accepted(running, &signed_by_another, GetParam())) << "certificate";
  EXPECT_TRUE(is_accepted(running, &honest, GetParam()));
}

TEST_P(ClientCertificateTest, Case075TakesAChainOfFourAuthoritiesAndNoLongerOne) {
  const RunningServer running([](Options&) {}, trusting(authority.certificate));
  std::vector<KeyPair> chain;
  for (const bool is_short : {true, true, true, true, false}) {
    const KeyPair& above = chain.empty() ? authority : chain.back();
    chain.push_back(make_authority("CA " + std::to_string(chain.size()), &above));
    const KeyPair client = make_certificate(client_named("kube-apiserver"), &chain.back());
    EXPECT_EQ(is_accepted(running, &client, GetParam(), chain), is_short) << chain.size();
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, ClientCertificateTest,
                         ::testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const auto& version) {
                           return version.param == TLS1_2_VERSION ? "Tls12" : "Tls13";
                         });

TEST(ClientCertificate, Case075RefusesAHugeCertificate) {
  const KeyPair authority = make_authority();
  const RunningServer running([](Options&) {}, trusting(authority.certificate));
  CertificateRequest request = client_named("kube-apiserver");
  for (int i = 0; i < 3000; ++i) request.dns_names.push_back("name" + std::to_string(i) + ".dns");
  const KeyPair huge = make_certificate(request, &authority);
  EXPECT_FALSE(is_accepted(running, &huge, TLS1_3_VERSION));
}

}  // namespace
}  // namespace tempo_admission::server::testing
