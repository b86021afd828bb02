// Slow clients and slow work. Limits are short to keep the tests short.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "server/http_client.hpp"
#include "server/networking.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

using std::chrono::milliseconds;

std::string head_of(const std::string& path, const std::string& length) {
  return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" +
         "Content-Length: " + length + "\r\n\r\n";
}

TEST(HttpTiming, Case044LongWorkGivesUpBeforeTheClientDoes) {
  RunningServer running;
  HttpClient client = connect(running.port());
  const auto start = Clock::now();
  client.send(post("/slow?timeout=300ms", "{}"));
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 504);
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(5));
}

TEST(HttpTiming, Case044AnAnswerThatComesTooLateIsReplaced) {
  RunningServer running;
  HttpClient client = connect(running.port());
  client.send(post("/late?timeout=20ms", "{}"));
  EXPECT_EQ(client.read_response()->status, 504);
}

TEST(HttpTiming, Case044ABodyThatComesTooLateIsNotWaitedFor) {
  RunningServer running([](Options& options) { options.limits.write_timeout = milliseconds(40); });
  HttpClient client = connect(running.port());
  client.send(head_of("/mutate?timeout=50ms", "10") + "12345");
  EXPECT_EQ(client.read_response()->status, 504);
  EXPECT_EQ(running.timeouts(TimeoutPhase::body), 1u);
}

TEST(HttpTiming, Case059EndsASlowHeader) {
  RunningServer running([](Options& options) { options.limits.header_timeout = milliseconds(60); });
  HttpClient client = connect(running.port());
  client.send("POST /mutate HTTP/1.1\r\nHo");
  EXPECT_EQ(client.read_response()->status, 408);
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_EQ(running.timeouts(TimeoutPhase::header), 1u);
}

TEST(HttpTiming, Case059AHeaderClockIsNotSetBackByEachByte) {
  RunningServer running([](Options& options) { options.limits.header_timeout = milliseconds(80); });
  HttpClient client = connect(running.port());
  bool is_open = true;
  for (int i = 0; i < 200 && is_open; ++i) {
    is_open = client.send("x");
    std::this_thread::sleep_for(milliseconds(5));
    is_open = is_open && running.timeouts(TimeoutPhase::header) == 0;
  }
  EXPECT_FALSE(is_open);
}

TEST(HttpTiming, Case059EndsASlowBody) {
  RunningServer running([](Options& options) { options.limits.body_timeout = milliseconds(60); });
  HttpClient client = connect(running.port());
  client.send(head_of("/mutate", "10") + "12345");
  EXPECT_EQ(client.read_response()->status, 408);
  EXPECT_EQ(running.timeouts(TimeoutPhase::body), 1u);
}

TEST(HttpTiming, Case059EndsASlowReader) {
  RunningServer running([](Options& options) { options.limits.write_timeout = milliseconds(60); });
  HttpClient client(running.port());
  client.shrink_receive_buffer();
  ASSERT_TRUE(client.handshake());
  client.send(post("/big", "{}"));
  EXPECT_TRUE(eventually([&] { return running.timeouts(TimeoutPhase::write) == 1; }));
  EXPECT_TRUE(eventually([&] { return running.counters().open_connections == 0; }));
}

TEST(HttpTiming, Case059SlowClientsDoNotHoldUpOthers) {
  RunningServer running;
  std::vector<HttpClient> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(connect(running.port()));
    slow.back().send(i % 2 == 0 ? "POST /mutate HT" : head_of("/mutate", "100000") + "x");
  }
  HttpClient client = connect(running.port());
  for (int i = 0; i < 50; ++i) {
    client.send(post("/mutate", "{}"));
    ASSERT_EQ(client.read_response()->status, 200);
  }
}

TEST(HttpTiming, Case060ClosesAnIdleConnectionOnlyAfterItsTime) {
  RunningServer running([](Options& options) { options.limits.idle_timeout = milliseconds(300); });
  HttpClient client = connect(running.port());
  for (int i = 0; i < 4; ++i) {
    std::this_thread::sleep_for(milliseconds(100));
    client.send(post("/mutate", "{}"));
    ASSERT_TRUE(client.read_response()) << i;
  }
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_EQ(running.timeouts(TimeoutPhase::idle), 1u);
}

TEST(HttpTiming, Case060WaitsLongerByDefaultThanTheApiServerKeepsAConnection) {
  EXPECT_GT(Limits{}.idle_timeout, std::chrono::seconds(120));
}

TEST(HttpTiming, Case129MeasuresPhasesOnAClockThatNeverJumps) {
  static_assert(Clock::is_steady);
  EXPECT_TRUE((std::is_same_v<Timer::clock_type, Clock>));
}

TEST(HttpTiming, Case081EndsAHandshakeThatIsNeverFinished) {
  RunningServer running(
      [](Options& options) { options.limits.handshake_timeout = milliseconds(60); });
  HttpClient silent(running.port());
  EXPECT_TRUE(silent.is_closed_by_server());
  HttpClient stuck(running.port());
  stuck.send_plain(std::string("\x16\x03\x01\x02\x00", 5));
  EXPECT_TRUE(stuck.is_closed_by_server());
  EXPECT_EQ(running.timeouts(TimeoutPhase::handshake), 2u);
}

TEST(HttpTiming, LingersForAClientThatWritesOnButNotForever) {
  RunningServer running([](Options& options) { options.limits.linger_timeout = milliseconds(60); });
  HttpClient client = connect(running.port());
  client.send(head_of("/mutate", "99999999"));
  EXPECT_EQ(client.read_response()->status, 413);
  EXPECT_TRUE(eventually([&] { return running.counters().open_connections == 0; }));
}

}  // namespace
}  // namespace tempo_admission::server::testing
