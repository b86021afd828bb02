// Large, endless, truncated and missing bodies, and clients that disconnect.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "server/http_client.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

std::string head_with(const std::string& fields) {
  return "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + fields + "\r\n";
}

std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * 4096;
}

TEST(HttpBodies, Case028AClientThatSendsTooMuchStillReadsIts413) {
  RunningServer running([](Options& options) { options.limits.body_bytes = 4 * mebibyte; });
  HttpClient client = connect(running.port());
  client.send(post("/mutate", std::string(9 * mebibyte, 'b')));
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 413);
  EXPECT_TRUE(response->body.starts_with(R"({"kind":"Status","code":413)"));
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(HttpBodies, Case028TakesABodyOfExactlyTheLimit) {
  RunningServer running([](Options& options) { options.limits.body_bytes = 4 * mebibyte; });
  HttpClient client = connect(running.port());
  client.send(post("/mutate", std::string(4 * mebibyte, 'b')));
  EXPECT_EQ(client.read_response()->body, "/mutate?:4194304");
}

TEST(HttpBodies, Case029EndsAnEndlessChunkedBodyAtTheLimitWithBoundedMemory) {
  RunningServer running([](Options& options) { options.limits.body_bytes = 2 * mebibyte; });
  HttpClient client = connect(running.port());
  ASSERT_TRUE(client.send(head_with("Transfer-Encoding: chunked\r\n")));
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  const std::size_t before = resident_bytes();
  for (int i = 0; i < 200; ++i) client.send(chunk);
  const std::size_t after = resident_bytes();
  EXPECT_LT(after, before + 8 * mebibyte);
  const auto response = client.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 413);
}

TEST(HttpBodies, Case030RefusesAnAnnouncedLengthAtOnce) {
  RunningServer running;
  HttpClient client = connect(running.port());
  client.send(head_with("Content-Length: 16777217\r\n"));
  EXPECT_EQ(client.read_response()->status, 413);
}

TEST(HttpBodies, Case031WhatFollowsTheBodyIsTheNextRequest) {
  RunningServer running;
  HttpClient client = connect(running.port());
  client.send(post("/mutate", std::string(100, 'x')) + std::string(98, 'y') + "\r\n\r\n");
  EXPECT_EQ(client.read_response()->body, "/mutate?:100");
  const auto refused = client.read_response();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 400);
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(HttpBodies, Case032TakesTheLargestLegalUpdate) {
  RunningServer running;
  HttpClient client = connect(running.port());
  client.send(post("/validate", std::string(15 * mebibyte, '<')));
  EXPECT_EQ(client.read_response()->body, "/validate?:15728640");
  EXPECT_TRUE(eventually([&] { return running.counters().in_flight_bytes == 0; }));
}

TEST(HttpBodies, Case032TakesALargeBodyInChunks) {
  RunningServer running;
  HttpClient client = connect(running.port());
  client.send(head_with("Transfer-Encoding: chunked\r\n"));
  const std::string chunk = "40000\r\n" + std::string(0x40000, 'x') + "\r\n";
  for (int i = 0; i < 32; ++i) client.send(chunk);
  client.send("0\r\n\r\n");
  EXPECT_EQ(client.read_response()->body, "/mutate?:8388608");
}

// Each body keeps what has arrived until its last byte, so together they use up the budget.
TEST(HttpBodies, Case033And065ManyLargeBodiesMeetTheBudgetNotTheMemory) {
  RunningServer running([](Options& options) { options.limits.in_flight_bytes = 8 * mebibyte; });
  constexpr std::size_t size = 3 * mebibyte;
  std::vector<HttpClient> clients;
  const std::string request = post("/mutate", std::string(size, 'x'));
  for (int i = 0; i < 8; ++i) {
    clients.push_back(connect(running.port()));
    clients.back().send(std::string_view(request).substr(0, request.size() - 1));
  }
  EXPECT_TRUE(eventually([&] { return running.counters().refused_requests[12] == 6; }));
  EXPECT_LE(running.counters().in_flight_bytes, 8 * mebibyte);
  int answered = 0;
  int refused = 0;
  for (HttpClient& client : clients) {
    client.send("x");
    const auto response = client.read_response();
    ASSERT_TRUE(response);
    answered += response->status == 200 ? 1 : 0;
    refused += response->status == 503 && response->has("\r\nRetry-After: 1\r\n") ? 1 : 0;
  }
  EXPECT_EQ(answered, 2);
  EXPECT_EQ(refused, 6);
  EXPECT_TRUE(eventually([&] { return running.counters().in_flight_bytes == 0; }));
}

TEST(HttpBodies, Case065AnswersSmallRequestsWhileTheBudgetIsSpent) {
  RunningServer running([](Options& options) { options.limits.in_flight_bytes = mebibyte; });
  HttpClient hoarder = connect(running.port());
  hoarder.send(head_with("Content-Length: 1048576\r\n") + std::string(mebibyte - 1, 'x'));
  ASSERT_TRUE(eventually([&] { return running.counters().in_flight_bytes == mebibyte; }));
  HttpClient client = connect(running.port());
  client.send(post("/mutate", "{}"));
  EXPECT_EQ(client.read_response()->status, 200);
}

TEST(HttpBodies, Case034SurvivesAPeerThatLeavesBeforeItsAnswer) {
  RunningServer running;
  for (int i = 0; i < 20; ++i) {
    HttpClient client = connect(running.port());
    client.send(post("/big", "{}"));
    client.reset();
  }
  EXPECT_TRUE(eventually([&] { return running.counters().open_connections == 0; }));
  HttpClient client = connect(running.port());
  client.send(post("/mutate", "{}"));
  EXPECT_EQ(client.read_response()->status, 200);
}

TEST(HttpBodies, Case057DeliversTheWholeAnswerToAClientThatHasSaidItsLast) {
  RunningServer running;
  HttpClient by_tls = connect(running.port());
  by_tls.send(post("/big", "{}"));
  by_tls.close_notify();
  EXPECT_EQ(by_tls.read_response()->body.size(), 8 * mebibyte);
  HttpClient by_tcp = connect(running.port());
  by_tcp.send(post("/big", "{}"));
  by_tcp.shutdown_write();
  EXPECT_EQ(by_tcp.read_response()->body.size(), 8 * mebibyte);
}

TEST(HttpBodies, Case058CountsAResetWithinABodyAndGivesItsMemoryBack) {
  RunningServer running;
  HttpClient client = connect(running.port());
  client.send(head_with("Content-Length: 1000000\r\n") + std::string(500'000, 'x'));
  ASSERT_TRUE(eventually([&] { return running.counters().in_flight_bytes > 0; }));
  client.reset();
  EXPECT_TRUE(eventually([&] { return running.counters().lost_connections == 1; }));
  EXPECT_TRUE(eventually([&] { return running.counters().in_flight_bytes == 0; }));
  EXPECT_TRUE(eventually([&] { return running.counters().open_connections == 0; }));
}

TEST(HttpBodies, Case058CountsAResetWithinAnAnswer) {
  RunningServer running;
  HttpClient client(running.port());
  client.shrink_receive_buffer();
  ASSERT_TRUE(client.handshake());
  client.send(post("/big", "{}"));
  ASSERT_TRUE(eventually([&] { return running.counters().requests == 1; }));
  client.reset();
  EXPECT_TRUE(eventually([&] { return running.counters().lost_connections == 1; }));
  EXPECT_TRUE(eventually([&] { return running.counters().open_connections == 0; }));
}

TEST(HttpBodies, Case082ACutConnectionLosesAnIncompleteRequestAndAnswersACompleteOne) {
  RunningServer running;
  HttpClient incomplete = connect(running.port());
  incomplete.send(post("/mutate", "{}").substr(0, 60));
  incomplete.shutdown_write();
  EXPECT_FALSE(incomplete.read_response());
  HttpClient complete = connect(running.port());
  complete.send(post("/mutate", "{}"));
  complete.shutdown_write();
  EXPECT_EQ(complete.read_response()->status, 200);
}

}  // namespace
}  // namespace tempo_admission::server::testing
