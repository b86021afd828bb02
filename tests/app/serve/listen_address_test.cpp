#include "app/serve/listen_address.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::app {
namespace {

struct Good {
  const char* text;
  const char* host;
  std::uint16_t port;
};

class ListenAddress : public testing::TestWithParam<Good> {};

TEST_P(ListenAddress, IsHostAndPort) {
  const auto address = parse_listen_address(GetParam().text);
  ASSERT_TRUE(address.has_value());
  EXPECT_EQ(address->host, GetParam().host);
  EXPECT_EQ(address->port, GetParam().port);
}

INSTANTIATE_TEST_SUITE_P(Table, ListenAddress,
                         testing::Values(Good{"127.0.0.1:8443", "127.0.0.1", 8443},
                                         Good{"[::]:1", "::", 1}, Good{":0", "::", 0},
                                         Good{"[::1]:8443", "::1", 8443}));

class NoListenAddress : public testing::TestWithParam<const char*> {};

TEST_P(NoListenAddress, IsRefused) {
  EXPECT_FALSE(parse_listen_address(GetParam()).has_value());
}

INSTANTIATE_TEST_SUITE_P(Table, NoListenAddress,
                         testing::Values("", "8443", "localhost", "a:", "a:65536", "a:-1",
                                         "a:8443x"));

}  // namespace
}  // namespace tempo_admission::app
