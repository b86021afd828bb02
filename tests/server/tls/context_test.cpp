#include "server/tls/context.hpp"

#include <gtest/gtest.h>

#include <string>

#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

ContextHandle quick_context() {
  const auto identity = TlsIdentity::from_pem(RunningServer::quick_pem());
  EXPECT_TRUE(identity);
  auto context = make_tls_context(*identity);
  EXPECT_TRUE(context);
  return std::move(*context);
}

TEST(TlsContext, SpeaksNothingOlderThanTls12) {
  EXPECT_EQ(SSL_CTX_get_min_proto_version(quick_context().get()), TLS1_2_VERSION);
}

TEST(TlsContext, NeverResumesASession) {
  const auto context = quick_context();
  EXPECT_EQ(SSL_CTX_get_session_cache_mode(context.get()), SSL_SESS_CACHE_OFF);
  EXPECT_EQ(SSL_CTX_get_num_tickets(context.get()), 0U);
  EXPECT_NE(SSL_CTX_get_options(context.get()) & SSL_OP_NO_TICKET, 0U);
}

TEST(TlsContext, TakesNoEarlyDataAndNoRenegotiation) {
  const auto context = quick_context();
  EXPECT_EQ(SSL_CTX_get_max_early_data(context.get()), 0U);
  EXPECT_NE(SSL_CTX_get_options(context.get()) & SSL_OP_NO_RENEGOTIATION, 0U);
}

TEST(TlsContext, AsksForNoCertificateWithoutAClientCa) {
  EXPECT_EQ(SSL_CTX_get_verify_mode(quick_context().get()), SSL_VERIFY_NONE);
}

TEST(TlsContext, IsNotSharedBetweenWorkers) {
  const auto identity = TlsIdentity::from_pem(RunningServer::quick_pem());
  ASSERT_TRUE(identity);
  const auto first = make_tls_context(*identity);
  const auto second = make_tls_context(*identity);
  ASSERT_TRUE(first && second);
  EXPECT_NE(SSL_CTX_get0_certificate(first->get()), SSL_CTX_get0_certificate(second->get()));
}

}  // namespace
}  // namespace tempo_admission::server::testing
