// The TLS profile as clients see it.
#include <gtest/gtest.h>
#include <openssl/err.h>

#include <string>
#include <thread>
#include <vector>

#include "server/http_client.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

using namespace std::string_literals;

class TlsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { running = new RunningServer(); }
  static void TearDownTestSuite() { delete running; }

  static bool accepts(const TlsOptions& options) {
    HttpClient client(running->port());
    return client.handshake(options);
  }
  static TlsOptions versions(int lowest, int highest) {
    TlsOptions options;
    options.lowest_version = lowest;
    options.highest_version = highest;
    return options;
  }
  static bool answers(HttpClient& client) {
    client.send(post("/mutate", "{}"));
    const auto response = client.read_response();
    return response && response->status == 200;
  }

  static inline RunningServer* running = nullptr;
};

TEST_F(TlsTest, Case067RefusesVersionsBelow12) {
  EXPECT_FALSE(accepts(versions(TLS1_VERSION, TLS1_1_VERSION)));
  EXPECT_FALSE(accepts(versions(TLS1_VERSION, TLS1_VERSION)));
}

// OpenSSL no longer supports either: the first bytes of such a client are sent verbatim.
TEST_F(TlsTest, Case067RefusesSsl2AndSsl3) {
  const std::string ssl3 = "\x16\x03\x00\x00\x2f\x01\x00\x00\x2b\x03\x00"s + std::string(32, 'r') +
                           "\x00\x00\x04\x00\x2f\x00\x0a\x01\x00"s;
  const std::string ssl2 = "\x80\x1f\x01\x00\x02\x00\x06\x00\x00\x00\x10\x01\x00\x80\x07\x00\xc0"s +
                           std::string(16, 'c');
  for (const std::string& hello : {ssl3, ssl2}) {
    HttpClient client(running->port());
    client.send_plain(hello);
    const std::string answer = client.read_some_plain();
    EXPECT_NE(answer.substr(0, 1), "\x16") << "a ServerHello";
    EXPECT_TRUE(client.is_closed_by_server());
  }
}

TEST_F(TlsTest, Case068Serves12And13AndPrefers13) {
  HttpClient newest = connect(running->port());
  EXPECT_STREQ(SSL_get_version(newest.ssl()), "TLSv1.3");
  EXPECT_TRUE(answers(newest));
  HttpClient older = connect(running->port(), versions(TLS1_2_VERSION, TLS1_2_VERSION));
  EXPECT_STREQ(SSL_get_version(older.ssl()), "TLSv1.2");
  EXPECT_TRUE(answers(older));
}

TEST_F(TlsTest, RefusesSuitesWithoutForwardSecrecyOrAuthenticatedEncryption) {
  for (const std::string suite : {"AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "AES256-SHA",
                                  "ECDHE-ECDSA-AES256-SHA384", "aNULL", "eNULL"}) {
    TlsOptions options = versions(TLS1_2_VERSION, TLS1_2_VERSION);
    options.ciphers = suite + ":@SECLEVEL=0";
    EXPECT_FALSE(accepts(options)) << suite;
  }
}

struct AlpnCase {
  std::string offered;
  bool is_accepted;
  std::string chosen;
};

TEST_F(TlsTest, Case069ChoosesHttp11OrNothing) {
  const std::vector<AlpnCase> cases = {
      {"\x02h2", false, ""},
      {"\x02h2\x08http/1.1", true, "http/1.1"},
      {"\x08http/1.1", true, "http/1.1"},
      {"", true, ""},
  };
  for (const AlpnCase& c : cases) {
    TlsOptions options;
    options.alpn = c.offered;
    HttpClient client(running->port());
    EXPECT_EQ(client.handshake(options), c.is_accepted) << c.offered;
    const int alert = c.is_accepted ? 0 : ERR_GET_REASON(ERR_peek_error()) - SSL_AD_REASON_OFFSET;
    EXPECT_EQ(alert, c.is_accepted ? 0 : SSL_AD_NO_APPLICATION_PROTOCOL) << c.offered;
    const unsigned char* chosen = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(client.ssl(), &chosen, &length);
    EXPECT_EQ(std::string(chosen, chosen + length), c.chosen) << c.offered;
  }
}

TEST_F(TlsTest, Case070RefusesRenegotiation) {
  HttpClient client = connect(running->port(), versions(TLS1_2_VERSION, TLS1_2_VERSION));
  ASSERT_EQ(SSL_renegotiate(client.ssl()), 1);
  EXPECT_NE(SSL_do_handshake(client.ssl()), 1);
  HttpClient other = connect(running->port());
  EXPECT_TRUE(answers(other));
}

TEST_F(TlsTest, Case071ServesWhateverNameIsAskedFor) {
  for (const std::string name : {"", "localhost", "wrong.example", "127.0.0.1"}) {
    TlsOptions options;
    options.server_name = name;
    EXPECT_TRUE(accepts(options)) << name;
  }
}

TEST_F(TlsTest, Case074NeverResumes) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    HttpClient client = connect(running->port(), versions(version, version));
    ASSERT_TRUE(answers(client));
    SSL_SESSION* session = SSL_get0_session(client.ssl());
    EXPECT_FALSE(SSL_SESSION_is_resumable(session)) << version;
  }
}

TEST(Tls, Case066ClosesOnPlainHttpWithOneEvent) {
  const RunningServer fresh;  // failures are rate-limited, so use a server without others
  HttpClient client(fresh.port());
  client.send_plain("POST /mutate HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_EQ(fresh.events.count("TLS handshake failed"), 1u);
  EXPECT_EQ(fresh.events.count("TLS handshake failed: http request"), 1u);
}

TEST_F(TlsTest, Case075SurvivesGarbageInsteadOfAHandshake) {
  for (const std::string& garbage :
       {std::string(4096, '\0'), "\x16\x03\x01\x00\x05\x01\x00\x00\x01\xff"s,
        "\x80\x2e\x01\x03\x00"s, "\x15\x03\x03\x00\x02\x02\x28"s}) {
    HttpClient client(running->port());
    client.send_plain(garbage);
    client.shutdown_write();
    EXPECT_TRUE(client.is_closed_by_server());
  }
  HttpClient good = connect(running->port());
  EXPECT_TRUE(answers(good));
}

// A client may send empty TLS records forever; they must not extend a timeout.
TEST(TlsTiming, EmptyRecordsAreNotARequest) {
  RunningServer running(
      [](Options& options) { options.limits.idle_timeout = std::chrono::milliseconds(80); });
  HttpClient client = connect(running.port());
  const auto until = Clock::now() + std::chrono::seconds(5);
  while (running.timeouts(TimeoutPhase::idle) == 0 && Clock::now() < until) {
    SSL_key_update(client.ssl(), SSL_KEY_UPDATE_NOT_REQUESTED);
    if (SSL_do_handshake(client.ssl()) != 1) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_TRUE(eventually([&] { return running.counters().open_connections == 0; }));
}

std::string served_name(HttpClient& client) {
  const CertificateHandle certificate(SSL_get1_peer_certificate(client.ssl()));
  std::array<char, 64> name{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(),
                            static_cast<int>(name.size()));
  return name.data();
}

TlsPem pem_named(const std::string& common_name) {
  CertificateRequest request;
  request.common_name = common_name;
  const KeyPair pair = make_certificate(request);
  TlsPem pem;
  pem.certificate = pair.certificate;
  pem.key = pair.key;
  return pem;
}

// A pair that did not belong together would fail in the client's check of CertificateVerify.
TEST(TlsSwap, Case076EveryHandshakeSeesOneWholePairWhileTheyAreSwapped) {
  RunningServer running([](Options& options) { options.workers = 2; });
  const TlsIdentity first = TlsIdentity::from_pem(pem_named("first")).value();
  const TlsIdentity second = TlsIdentity::from_pem(pem_named("second")).value();
  HttpClient old = connect(running.port());
  std::atomic<bool> is_over{false};
  std::thread swapping([&] {
    for (bool turn = false; !is_over; turn = !turn) {
      ASSERT_TRUE(running.server->use(turn ? first : second));
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  });
  for (int i = 0; i < 100; ++i) {
    HttpClient client(running.port());
    EXPECT_TRUE(client.handshake());
  }
  is_over = true;
  swapping.join();
  old.send(post("/mutate", "{}"));
  EXPECT_EQ(old.read_response()->status, 200);
}

TEST(TlsSwap, Case076NewHandshakesSeeTheNewCertificate) {
  RunningServer running;
  ASSERT_TRUE(running.server->use(TlsIdentity::from_pem(pem_named("renewed")).value()));
  EXPECT_TRUE(eventually([&] {
    HttpClient client = connect(running.port());
    return served_name(client) == "renewed";
  }));
}

}  // namespace
}  // namespace tempo_admission::server::testing
