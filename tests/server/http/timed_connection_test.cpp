#include "server/http/timed_connection.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace tempo_admission::server::testing {
namespace {

using namespace std::chrono_literals;

class Waiting final : public TimedConnection {
 public:
  using TimedConnection::enter;
  using TimedConnection::interruption;
  int ended_waits = 0;

 private:
  void end_wait() override { ++ended_waits; }
};

const Clock::time_point noon{};

TEST(TimedConnection, ExpiresAtItsDeadline) {
  Waiting connection;
  connection.enter(TimeoutPhase::idle, noon);
  connection.expire_if_due(noon - 1ns);
  EXPECT_EQ(connection.interruption(), Interruption::none);
  connection.expire_if_due(noon);
  EXPECT_EQ(connection.interruption(), Interruption::timeout);
}

TEST(TimedConnection, EndsItsWaitOncePerDeadline) {
  Waiting connection;
  connection.enter(TimeoutPhase::idle, noon);
  connection.expire_if_due(noon);
  connection.expire_if_due(noon + 1s);
  EXPECT_EQ(connection.ended_waits, 1);
}

TEST(TimedConnection, ForgetsATimeoutInTheNextPhase) {
  Waiting connection;
  connection.enter(TimeoutPhase::idle, noon);
  connection.expire_if_due(noon);
  connection.enter(TimeoutPhase::handshake, noon + 1s);
  EXPECT_EQ(connection.interruption(), Interruption::none);
}

TEST(TimedConnection, NeverForgetsAShutdown) {
  Waiting connection;
  connection.interrupt(Interruption::shutdown);
  connection.enter(TimeoutPhase::idle, noon);
  EXPECT_EQ(connection.interruption(), Interruption::shutdown);
}

TEST(TimedConnection, IsIdleOnlyBetweenRequests) {
  Waiting connection;
  EXPECT_FALSE(connection.is_idle());
  connection.enter(TimeoutPhase::idle, noon);
  EXPECT_TRUE(connection.is_idle());
}

TEST(TimedConnection, LeavesItsListWhenItEnds) {
  ConnectionList list;
  {
    Waiting connection;
    list.push_back(connection);
    EXPECT_FALSE(list.empty());
  }
  EXPECT_TRUE(list.empty());
}

}  // namespace
}  // namespace tempo_admission::server::testing
