#include "app/signals.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

namespace tempo_admission::app {
namespace {

class SignalsDeathTest : public testing::Test {
 protected:
  SignalsDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(SignalsDeathTest, OneEndsACommand) {
  const auto end = [](int signal) {
    end_on_signals();
    std::raise(signal);
    ::_exit(0);
  };
  EXPECT_EXIT(end(SIGTERM), testing::KilledBySignal(SIGTERM), "");
  EXPECT_EXIT(end(SIGINT), testing::KilledBySignal(SIGINT), "");
}

TEST_F(SignalsDeathTest, OneEndsServeUntilThereIsSomethingToDrain) {
  const auto end = [] {
    end_on_signals();
    const Signals signals;
    std::raise(SIGTERM);
    ::_exit(0);
  };
  EXPECT_EXIT(end(), testing::KilledBySignal(SIGTERM), "");
}

TEST_F(SignalsDeathTest, TheSecondEndsServeWhileEveryThreadIsBusy) {
  const auto end = [](int second) {
    Signals signals;
    signals.drain_on_first();
    std::atomic<bool> busy{false};
    std::thread worker([&busy] {
      leave_signals_to_main_thread();
      for (;;) busy.store(true);
    });
    while (!busy.load()) std::this_thread::yield();
    ::kill(::getpid(), SIGTERM);
    if (signals.next() != SIGTERM) ::_exit(1);
    ::kill(::getpid(), second);
    worker.join();
  };
  EXPECT_EXIT(end(SIGTERM), testing::ExitedWithCode(128 + SIGTERM), "");
  EXPECT_EXIT(end(SIGINT), testing::ExitedWithCode(128 + SIGINT), "");
}

TEST_F(SignalsDeathTest, OneEndsServeOnceTheServerHasEnded) {
  const auto end = [] {
    {
      Signals().drain_on_first();
    }
    std::raise(SIGTERM);
    ::_exit(0);
  };
  EXPECT_EXIT(end(), testing::KilledBySignal(SIGTERM), "");
}

TEST_F(SignalsDeathTest, SighupWakesTheLoopAndIsReadOnce) {
  const auto end = [] {
    Signals signals;
    pollfd source{signals.descriptor(), POLLIN, 0};
    if (::poll(&source, 1, 0) != 0) ::_exit(1);
    std::raise(SIGHUP);
    if (::poll(&source, 1, 0) != 1) ::_exit(2);
    if (signals.next() != SIGHUP) ::_exit(3);
    ::_exit(signals.next() ? 4 : 0);
  };
  EXPECT_EXIT(end(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace tempo_admission::app
