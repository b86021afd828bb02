// How the server shuts down.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "server/http_client.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

using std::chrono::milliseconds;

void with_delay(Options& options) {
  options.limits.drain_delay = milliseconds(300);
}

TEST(Drain, Case123GoesOnServingWithCloseOnEveryAnswerThenStops) {
  RunningServer running(with_delay);
  HttpClient old = connect(running.port());
  running.server->begin_drain();
  ASSERT_TRUE(eventually([&] { return running.events.count("draining") == 1; }));
  old.send(post("/mutate", "{}"));
  const auto on_old = old.read_response();
  ASSERT_TRUE(on_old);
  EXPECT_TRUE(on_old->has("\r\nConnection: close\r\n"));
  HttpClient late = connect(running.port());
  late.send(post("/mutate", "{}"));
  const auto on_new = late.read_response();
  ASSERT_TRUE(on_new);
  EXPECT_TRUE(on_new->has("\r\nConnection: close\r\n"));
  running.server->join();
  EXPECT_TRUE(running.events.has_stopped());
}

TEST(Drain, Case123ARequestThatRunsIsAnswered) {
  RunningServer running;
  HttpClient client = connect(running.port());
  const std::string request = post("/mutate", "{}");
  client.send(request.substr(0, request.size() - 1));
  HttpClient idle = connect(running.port());
  running.server->begin_drain();
  // The listener is closed now; the request is still to be finished.
  ASSERT_TRUE(eventually([&] { return !HttpClient(running.port()).handshake(); }));
  client.send("}");
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_TRUE(response->has("\r\nConnection: close\r\n"));
  running.server->join();
}

TEST(Drain, Case124IdleConnectionsLiveUntilTheLastRequestIsAnswered) {
  RunningServer running(with_delay);
  std::vector<HttpClient> clients;
  for (int i = 0; i < 25; ++i) clients.push_back(connect(running.port()));
  running.server->begin_drain();
  ASSERT_TRUE(eventually([&] { return running.events.count("draining") == 1; }));
  for (HttpClient& client : clients) {
    client.send(post("/mutate", "{}"));
    EXPECT_TRUE(client.read_response());
  }
  running.server->join();
}

TEST(Drain, IdleConnectionsDoNotHoldItUp) {
  RunningServer running;
  HttpClient idle = connect(running.port());
  const auto start = Clock::now();
  running.server->begin_drain();
  running.server->join();
  EXPECT_LT(Clock::now() - start, RunningServer::quick_options().limits.drain_timeout);
  EXPECT_TRUE(idle.is_closed_by_server());
}

TEST(Drain, EndsWithItsTimeEvenWhenARequestDoesNot) {
  RunningServer running([](Options& options) { options.limits.drain_timeout = milliseconds(100); });
  HttpClient stuck = connect(running.port());
  stuck.send(post("/mutate", "{}").substr(0, 40));
  running.server->begin_drain();
  running.server->join();
  EXPECT_TRUE(running.events.has_stopped());
}

TEST(Drain, Case125StopEndsADrainAtOnce) {
  RunningServer running(
      [](Options& options) { options.limits.drain_delay = std::chrono::minutes(5); });
  HttpClient idle = connect(running.port());
  running.server->begin_drain();
  running.server->begin_drain();
  running.server->stop();
  running.server->join();
  EXPECT_TRUE(running.events.has_stopped());
}

TEST(Drain, Case127HealthAnswersWhileItLasts) {
  RunningServer running(with_delay);
  running.probes.is_ready = false;
  running.server->begin_drain();
  HttpClient health(running.server->health_port());
  health.send_plain("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(health.read_some_plain().starts_with("HTTP/1.1 503 "));
  running.server->join();
}

// As the API server, the client keeps connections and never retries a POST.
TEST(Drain, Case124RollingOverToAnotherServerLosesNoRequest) {
  RunningServer leaving(with_delay);
  RunningServer staying;
  std::atomic<std::uint16_t> endpoint{leaving.port()};
  std::atomic<bool> is_over{false};
  int lost = 0;
  std::thread client_thread([&] {
    HttpClient client = connect(endpoint);
    while (!is_over) {
      client.send(post("/mutate", "{}"));
      const auto response = client.read_response();
      if (!response) ++lost;
      if (!response || response->has("Connection: close")) client = connect(endpoint);
      std::this_thread::sleep_for(milliseconds(1));
    }
  });
  std::this_thread::sleep_for(milliseconds(30));
  leaving.server->begin_drain();
  endpoint = staying.port();  // what failing readiness does
  leaving.server->join();
  is_over = true;
  client_thread.join();
  EXPECT_EQ(lost, 0);
}

}  // namespace
}  // namespace tempo_admission::server::testing
