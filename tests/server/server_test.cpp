// The server as a whole: ports, limits of connections, workers.
#include "tempo_admission/server/server.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "server/accepted_socket.hpp"
#include "server/http_client.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

bool answers(HttpClient& client) {
  client.send(post("/mutate", "{}"));
  const auto response = client.read_response();
  return response && response->status == 200;
}

TEST(Server, Case126SaysWhichPortIsInUse) {
  const RunningServer first;
  Options options = RunningServer::quick_options();
  options.listen.port = first.port();
  TestProbes probes;
  RecordingEvents events;
  const auto second = Server::start(
      options, TlsIdentity::from_pem(RunningServer::quick_pem()).value(),
      [](std::size_t) { return std::make_unique<EchoApplication>(); }, probes, events);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "cannot listen on 127.0.0.1:" + std::to_string(first.port()) +
                                        ": Address already in use");
}

TEST(Server, RefusesAnAddressThatIsNone) {
  Options options = RunningServer::quick_options();
  options.listen.host = "example.invalid";
  TestProbes probes;
  RecordingEvents events;
  const auto server = Server::start(
      options, TlsIdentity::from_pem(RunningServer::quick_pem()).value(),
      [](std::size_t) { return std::make_unique<EchoApplication>(); }, probes, events);
  ASSERT_FALSE(server);
  EXPECT_TRUE(server.error().message.starts_with("cannot listen on example.invalid:0: "));
}

TEST(Server, ListensOnIpv6) {
  RunningServer running([](Options& options) { options.listen.host = "::1"; });
  EXPECT_GT(running.port(), 0);
}

TEST(Server, TakesIpv4OnAllAddresses) {
  RunningServer running([](Options& options) { options.listen.host = "::"; });
  HttpClient client = connect(running.port());
  EXPECT_TRUE(answers(client));
}

TEST(Server, Case061ASecondBatchOfRequestsOpensNoConnection) {
  RunningServer running([](Options& options) { options.workers = 2; });
  std::vector<HttpClient> clients;
  for (int i = 0; i < 10; ++i) clients.push_back(connect(running.port()));
  for (HttpClient& client : clients) EXPECT_TRUE(answers(client));
  for (HttpClient& client : clients) EXPECT_TRUE(answers(client));
  EXPECT_EQ(running.counters().accepted_connections, 10u);
  EXPECT_EQ(running.counters().requests, 20u);
}

TEST(Server, Case062ConnectionsAboveTheLimitAreClosedAndTheHealthPortLives) {
  RunningServer running([](Options& options) { options.limits.connections = 3; });
  std::vector<HttpClient> clients;
  for (int i = 0; i < 3; ++i) clients.push_back(connect(running.port()));
  HttpClient above(running.port());
  EXPECT_FALSE(above.handshake());
  HttpClient health(running.server->health_port());
  health.send_plain("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(health.read_some_plain().starts_with("HTTP/1.1 200 OK"));
  EXPECT_TRUE(answers(clients.front()));
  EXPECT_EQ(running.counters().refused_connections, 1u);
}

TEST(Server, Case062APlaceThatIsGivenUpIsGivenAway) {
  RunningServer running([](Options& options) { options.limits.connections = 1; });
  {
    const HttpClient first = connect(running.port());
  }
  ASSERT_TRUE(eventually([&] { return running.counters().open_connections == 0; }));
  HttpClient second = connect(running.port());
  EXPECT_TRUE(answers(second));
}

TEST(Server, OnePeerCannotTakeAllConnections) {
  RunningServer running([](Options& options) { options.limits.connections_per_peer = 2; });
  const HttpClient first = connect(running.port());
  const HttpClient second = connect(running.port());
  HttpClient third(running.port());
  EXPECT_FALSE(third.handshake());
  EXPECT_EQ(running.counters().refused_peer_connections, 1u);
}

TEST(Server, Case128AcceptsAgainWhenDescriptorsComeBack) {
  RunningServer running;
  HttpClient before = connect(running.port());
  // The client's socket is made while there are descriptors; the server finds none for its side.
  rlimit limits{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limits), 0);
  const rlimit few{64, limits.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  std::vector<Descriptor> hoarded;
  for (int one = ::open("/dev/null", O_RDONLY); one >= 0; one = ::open("/dev/null", O_RDONLY))
    hoarded.emplace_back(one);
  hoarded.pop_back();
  HttpClient waiting(running.port());
  EXPECT_TRUE(eventually([&] { return running.counters().accept_failures > 0; }));
  const std::uint64_t failures = running.counters().accept_failures;
  EXPECT_TRUE(answers(before));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_LE(running.counters().accept_failures, failures + 4) << "a busy loop";
  hoarded.clear();
  ::setrlimit(RLIMIT_NOFILE, &limits);
  EXPECT_TRUE(waiting.handshake());
  EXPECT_TRUE(answers(waiting));
}

TEST(Server, SpreadsConnectionsOverItsWorkers) {
  RunningServer running([](Options& options) { options.workers = 2; });
  std::set<std::size_t> visited;
  std::mutex mutex;
  running.server->visit_applications([&](std::size_t worker, Application&) {
    const std::lock_guard lock(mutex);
    visited.insert(worker);
  });
  EXPECT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return visited == std::set<std::size_t>{0, 1};
  }));
}

TEST(Server, ManyClientsOnSeveralWorkersEachGetTheirOwnAnswers) {
  RunningServer running([](Options& options) { options.workers = 3; });
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      HttpClient client = connect(running.port());
      for (std::size_t i = 0; i < 100; ++i) {
        const std::size_t size = 1000 * t + i * 37;
        client.send(post("/mutate", std::string(size, 'x')));
        const auto response = client.read_response();
        if (response && response->body == "/mutate?:" + std::to_string(size)) ++right;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 400);
}

}  // namespace
}  // namespace tempo_admission::server::testing
