#include "server/http/input.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tempo_admission::server {
namespace {

class InputTest : public ::testing::Test {
 protected:
  static void receive(Input& input, std::string_view bytes) {
    while (!bytes.empty()) {
      const std::span<char> space = input.space();
      const std::size_t count = std::min(space.size(), bytes.size());
      std::memcpy(space.data(), bytes.data(), count);
      input.commit(count);
      bytes.remove_prefix(count);
    }
  }

  std::vector<char> shared = std::vector<char>(8192 + body_slack_bytes);
};

TEST_F(InputTest, TwoConnectionsUseTheSharedMemoryInTurn) {
  Input first(shared);
  Input second(shared);
  receive(first, "first");
  first.keep();
  receive(second, "second");
  EXPECT_EQ(first.bytes(), "first");
  EXPECT_EQ(second.bytes(), "second");
}

TEST_F(InputTest, HoldsNoMemoryOfItsOwnOnceAllIsConsumed) {
  Input input(shared);
  receive(input, "abc");
  input.keep();
  input.consume(3);
  EXPECT_EQ(input.space().data(), shared.data());
}

TEST_F(InputTest, KeepsWhatFollowsTheConsumedBytes) {
  Input input(shared);
  receive(input, "onetwo");
  input.consume(3);
  input.keep();
  receive(input, "three");
  EXPECT_EQ(input.bytes(), "twothree");
}

TEST_F(InputTest, GrowsBeyondTheSharedMemory) {
  Input input(shared);
  const std::string much(100'000, 'x');
  receive(input, much);
  EXPECT_EQ(input.bytes(), much);
}

TEST_F(InputTest, NeverFillsTheSlack) {
  Input input(shared);
  EXPECT_EQ(input.space().size(), shared.size() - body_slack_bytes);
}

}  // namespace
}  // namespace tempo_admission::server
