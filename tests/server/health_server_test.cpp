#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/http_client.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

class HealthServerTest : public ::testing::Test {
 protected:
  std::string get(const std::string& path, const std::string& method = "GET") {
    HttpClient client(running.server->health_port());
    client.send_plain(method + " " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    std::string answer;
    for (std::string part = client.read_some_plain(); !part.empty();
         part = client.read_some_plain())
      answer += part;
    return answer;
  }

  RunningServer running;
};

TEST_F(HealthServerTest, Case127SaysLiveAndReady) {
  EXPECT_TRUE(get("/livez").starts_with("HTTP/1.1 200 OK"));
  EXPECT_TRUE(get("/readyz").starts_with("HTTP/1.1 200 OK"));
}

TEST_F(HealthServerTest, Case127SaysWhyItIsNotReadyAndStaysLive) {
  running.probes.is_ready = false;
  const std::string answer = get("/readyz");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 503 "));
  EXPECT_TRUE(answer.ends_with("policy not loaded\n"));
  EXPECT_TRUE(get("/livez").starts_with("HTTP/1.1 200 OK"));
}

TEST_F(HealthServerTest, SaysThatItIsNotLive) {
  running.probes.is_live = false;
  EXPECT_TRUE(get("/livez").starts_with("HTTP/1.1 503 "));
}

TEST_F(HealthServerTest, ShowsMetricsAsPrometheusText) {
  const std::string answer = get("/metrics?name=x");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK"));
  EXPECT_NE(answer.find("Content-Type: text/plain; version=0.0.4"), answer.npos);
  EXPECT_TRUE(answer.ends_with("tempo_admission_up 1\n"));
}

TEST_F(HealthServerTest, KnowsNoOtherPathAndNoOtherMethod) {
  EXPECT_TRUE(get("/mutate").starts_with("HTTP/1.1 404 "));
  EXPECT_TRUE(get("/livez", "POST").starts_with("HTTP/1.1 405 "));
  EXPECT_TRUE(get("/livez", "HEAD").ends_with("\r\n\r\n"));
}

TEST_F(HealthServerTest, SurvivesWhatIsNotHttp) {
  HttpClient client(running.server->health_port());
  client.send_plain(std::string(100'000, 'x'));
  EXPECT_TRUE(client.is_closed_by_server());
  EXPECT_TRUE(get("/livez").starts_with("HTTP/1.1 200 OK"));
}

TEST_F(HealthServerTest, TheOldestOfSixtyFourSilentConnectionsGivesWay) {
  std::vector<HttpClient> silent;
  for (int i = 0; i < 64; ++i) silent.emplace_back(running.server->health_port());
  EXPECT_TRUE(get("/livez").starts_with("HTTP/1.1 200 OK"));
  EXPECT_EQ(silent.front().read_some_plain(), "");
  silent.back().send_plain("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(silent.back().read_some_plain().starts_with("HTTP/1.1 200 OK"));
}

TEST_F(HealthServerTest, AnswersSeveralRequestsOnOneConnection) {
  HttpClient client(running.server->health_port());
  for (int i = 0; i < 3; ++i) {
    client.send_plain("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(client.read_some_plain().starts_with("HTTP/1.1 200 OK")) << i;
  }
}

}  // namespace
}  // namespace tempo_admission::server::testing
