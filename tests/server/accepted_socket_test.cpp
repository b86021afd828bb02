#include "server/accepted_socket.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <utility>

namespace tempo_admission::server::testing {
namespace {

bool is_open(int descriptor) {
  return ::fcntl(descriptor, F_GETFD) != -1;
}

int opened() {
  return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

TEST(Descriptor, ClosesWhatNobodyTook) {
  const int number = opened();
  {
    const Descriptor owner(number);
  }
  EXPECT_FALSE(is_open(number));
}

TEST(Descriptor, LeavesOpenWhatWasReleased) {
  const int number = opened();
  {
    Descriptor owner(number);
    EXPECT_EQ(owner.release(), number);
  }
  EXPECT_TRUE(is_open(number));
  ::close(number);
}

TEST(Descriptor, HandsOwnershipOnWhenItIsMoved) {
  const int number = opened();
  {
    Descriptor first(number);
    const Descriptor second(std::move(first));
    EXPECT_EQ(second.get(), number);
  }
  EXPECT_FALSE(is_open(number));
}

}  // namespace
}  // namespace tempo_admission::server::testing
