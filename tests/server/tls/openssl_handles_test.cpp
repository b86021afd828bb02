#include "server/tls/openssl_handles.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>

namespace tempo_admission::server::testing {
namespace {

TEST(TakeOpensslError, ReturnsTheNewestOfTheQueueAndEmptiesIt) {
  ERR_clear_error();
  ERR_raise(ERR_LIB_X509, X509_R_NO_CERT_SET_FOR_US_TO_VERIFY);
  ERR_raise(ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH);
  EXPECT_EQ(take_openssl_error(), "key values mismatch");
  EXPECT_EQ(ERR_peek_error(), 0U);
}

}  // namespace
}  // namespace tempo_admission::server::testing
