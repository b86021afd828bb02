#include "server/tls/socket_bio.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>

namespace tempo_admission::server::testing {
namespace {

class SocketBio : public ::testing::Test {
 protected:
  SocketBio() {
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends_.data()),
              0);
    bio_ = make_socket_bio(ends_[0]);
  }
  ~SocketBio() override {
    ::close(ends_[0]);
    close_peer();
  }
  void close_peer() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

  std::array<int, 2> ends_{-1, -1};
  BioHandle bio_;
  std::array<char, 8> buffer_{};
};

TEST_F(SocketBio, ReadsWhatThePeerSent) {
  ASSERT_EQ(::send(ends_[1], "abc", 3, 0), 3);
  ASSERT_EQ(BIO_read(bio_.get(), buffer_.data(), 8), 3);
  EXPECT_EQ(std::string(buffer_.data(), 3), "abc");
}

TEST_F(SocketBio, AsksForARetryWhereNothingHasArrived) {
  EXPECT_LE(BIO_read(bio_.get(), buffer_.data(), 8), 0);
  EXPECT_TRUE(BIO_should_read(bio_.get()));
}

TEST_F(SocketBio, AsksForNoRetryAfterThePeersEnd) {
  close_peer();
  EXPECT_EQ(BIO_read(bio_.get(), buffer_.data(), 8), 0);
  EXPECT_FALSE(BIO_should_retry(bio_.get()));
}

// SIGPIPE would end this process.
TEST_F(SocketBio, SurvivesWritingToAPeerThatIsGone) {
  close_peer();
  EXPECT_LE(BIO_write(bio_.get(), "abc", 3), 0);
  EXPECT_FALSE(BIO_should_retry(bio_.get()));
}

TEST_F(SocketBio, LeavesTheSocketOpen) {
  bio_.reset();
  EXPECT_EQ(::send(ends_[0], "a", 1, 0), 1);
}

}  // namespace
}  // namespace tempo_admission::server::testing
