// The messages themselves are the pairs in wrong_type/.
#include "tempo/findings/messages.hpp"

#include <gtest/gtest.h>

#include "tempo/judged.hpp"

namespace tempo_admission::tempo {
namespace {

class Leak : public testing::TestWithParam<const char*> {};

TEST_P(Leak, IsNotInTheWords) {
  const auto found = finding(tenant_with(GetParam()), "overrides/wrong-type");
  ASSERT_NE(found.message, "");
  EXPECT_EQ((found.message + found.hint).find("sesame"), std::string::npos)
      << found.message << found.hint;
}

INSTANTIATE_TEST_SUITE_P(Credentials, Leak,
                         testing::Values("metrics_generator: 'headers:Bearer sesame,b'",
                                         "forwarders: Bearer sesame, kafka",
                                         "global: {max_bytes_per_trace: Bearer sesame}"));

}  // namespace
}  // namespace tempo_admission::tempo
