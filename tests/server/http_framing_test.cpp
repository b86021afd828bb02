// Requests over real sockets and real TLS: how each is answered, and where it ends.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/http_client.hpp"
#include "server/running_server.hpp"

namespace tempo_admission::server::testing {
namespace {

class HttpFramingTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { running = new RunningServer(); }
  static void TearDownTestSuite() { delete running; }

  static HttpClient client() { return connect(running->port()); }
  static int status_of(std::string_view request) {
    HttpClient one = client();
    one.send(request);
    const auto response = one.read_response();
    return response ? response->status : 0;
  }

  static inline RunningServer* running = nullptr;
};

struct StatusCase {
  std::string request;
  int status;
};

std::string with_type(std::string_view type_line) {
  return "POST /mutate HTTP/1.1\r\nHost: a\r\n" + std::string(type_line) +
         "Content-Length: 2\r\n\r\n{}";
}

TEST_F(HttpFramingTest, AnswersAGoodRequestWithJson) {
  HttpClient one = client();
  one.send(post("/mutate?timeout=10s", "{}"));
  const auto response = one.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "/mutate?timeout=10s:2");
  EXPECT_TRUE(response->has("\r\nContent-Type: application/json\r\n"));
  EXPECT_FALSE(response->has("Server:"));
}

TEST_F(HttpFramingTest, Case035And036And037And038TakesJsonOnly) {
  const std::vector<StatusCase> cases = {
      {with_type("Content-Type: application/foo\r\n"), 415},
      {with_type("Content-Type: text/plain\r\n"), 415},
      {with_type("Content-Type: application/yaml\r\n"), 415},
      {with_type(""), 415},
      {with_type("Content-Type: application/json; charset=utf-8\r\n"), 200},
      {with_type("CONTENT-TYPE: APPLICATION/JSON\r\n"), 200},
      {with_type("Content-Type: application/json\r\nContent-Type: application/json\r\n"), 400},
  };
  for (const StatusCase& c : cases) EXPECT_EQ(status_of(c.request), c.status) << c.request;
}

TEST_F(HttpFramingTest, Case035RefusesWithAStatusBody) {
  HttpClient one = client();
  one.send(with_type("Content-Type: text/plain\r\n"));
  const auto response = one.read_response();
  ASSERT_TRUE(response);
  EXPECT_TRUE(response->body.starts_with(R"({"kind":"Status","code":415)"));
  EXPECT_TRUE(response->has("\r\nContent-Type: application/json\r\n"));
}

TEST_F(HttpFramingTest, Case039AllowsPostOnly) {
  for (const std::string method : {"GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"}) {
    HttpClient one = client();
    one.send(method + " /mutate HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto response = one.read_response();
    ASSERT_TRUE(response) << method;
    EXPECT_EQ(response->status, 405) << method;
    EXPECT_TRUE(response->has("\r\nAllow: POST\r\n")) << method;
  }
}

TEST_F(HttpFramingTest, Case039AnswersHeadWithoutABody) {
  HttpClient one = client();
  one.send("HEAD /mutate HTTP/1.1\r\nHost: a\r\n\r\n" + post("/mutate", "{}"));
  const auto refused = one.read_response(true);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 405);
  const auto next = one.read_response();
  ASSERT_TRUE(next);
  EXPECT_EQ(next->status, 200);
}

TEST_F(HttpFramingTest, Case040And041KnowsItsPathsByteForByteAndNeverRedirects) {
  for (const std::string path : {"/", "/nowhere", "/mutate/", "//mutate", "/mutate/..", "/%6dutate",
                                 "/Mutate", "/mutate;x", "/./mutate"}) {
    EXPECT_EQ(status_of(post(path, "{}")), 404) << path;
  }
}

TEST_F(HttpFramingTest, Case042RefusesTargetsThatAreNotAPath) {
  for (const std::string target : {"https://a/mutate", "*", "a:443", "mutate"})
    EXPECT_EQ(status_of(post(target, "{}")), 400) << target;
}

TEST_F(HttpFramingTest, Case043PassesTheQueryOnWhateverItsTimeoutSays) {
  for (const std::string query : {"timeout=10s", "timeout=1m0s", "timeout=500ms", "timeout=abc",
                                  "timeout=-1s", "timeout=5s&timeout=6s"}) {
    HttpClient one = client();
    one.send(post("/mutate?" + query, "{}"));
    const auto response = one.read_response();
    ASSERT_TRUE(response) << query;
    EXPECT_EQ(response->body, "/mutate?" + query + ":2");
  }
}

std::string chunked(std::string_view body, std::string_view version = "HTTP/1.1") {
  return "POST /mutate " + std::string(version) +
         "\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
         std::string(body);
}

TEST_F(HttpFramingTest, Case045TakesAChunkedBody) {
  HttpClient one = client();
  one.send(chunked("1\r\n{\r\n1\r\n}\r\n0\r\n\r\n") + post("/mutate", "123"));
  EXPECT_EQ(one.read_response()->body, "/mutate?:2");
  EXPECT_EQ(one.read_response()->body, "/mutate?:3");
}

// What a proxy in front might have let through: one answer, then the end. A second answer would
// belong to a request that somebody smuggled in.
void expect_one_refusal(HttpClient client, const std::string& request, int status) {
  client.send(request + post("/mutate", "smuggled"));
  const auto refused = client.read_response();
  ASSERT_TRUE(refused) << request;
  EXPECT_EQ(refused->status, status) << request;
  EXPECT_TRUE(refused->has("\r\nConnection: close\r\n")) << request;
  EXPECT_FALSE(client.read_response()) << request;
}

TEST_F(HttpFramingTest, Case046RefusesBadChunksAndCloses) {
  for (const std::string& body :
       {std::string("2;ext=1\r\n{}\r\n0\r\n\r\n"), "2;" + std::string(8192, 'x') + "\r\n{}\r\n",
        std::string("zz\r\n{}\r\n"), std::string("FFFFFFFFFFFFFFFF1\r\n{}\r\n"),
        std::string("2\r\n{}x\r\n0\r\n\r\n")}) {
    expect_one_refusal(client(), chunked(body), 400);
  }
}

TEST_F(HttpFramingTest, Case046RefusesAChunkOfAlmost64BitsAsTooLarge) {
  expect_one_refusal(client(), chunked("FFFFFFFFFFFFFFFF\r\n"), 413);
}

TEST_F(HttpFramingTest, Case047ClosesEveryDoorToSmuggling) {
  const auto fields = [](const std::string& lines) {
    return "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + lines +
           "\r\n";
  };
  const std::vector<StatusCase> cases = {
      {fields("Transfer-Encoding: gzip\r\n"), 501},
      {fields("Transfer-Encoding: chunked, gzip\r\n") + "0\r\n\r\n", 501},
      {fields("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n", 501},
      {fields("Transfer-Encoding: identity\r\n"), 501},
      {fields("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\n", 400},
      {fields("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400},
      {fields("Content-Length: 5\r\nTransfer-Encoding: gzip\r\n") + "0\r\n\r\n", 400},
      {fields("Transfer-Encoding: gzip\r\nContent-Length: 5\r\n") + "0\r\n\r\n", 400},
      {fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400},
      {fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n") + "0\r\n\r\n", 400},
      {fields("Transfer-Encoding : chunked\r\n") + "0\r\n\r\n", 400},
      {fields("Transfer-Encoding:\x0b"
              "chunked\r\n") +
           "0\r\n\r\n",
       400},
      {fields("Content-Length: 2\r\nContent-Length: 2\r\n") + "{}", 400},
      {fields("Content-Length: 2\r\nContent-Length: 30\r\n") + "{}", 400},
      {fields("Content-Length: +2\r\n") + "{}", 400},
      {fields("Content-Length: 2,2\r\n") + "{}", 400},
      {fields("Content-Length: 2, 2\r\n") + "{}", 400},
      {fields("Content-Length: -1\r\n") + "{}", 400},
      {fields("Content-Length: 0x2\r\n") + "{}", 400},
      {fields("Content-Length : 2\r\n") + "{}", 400},
      {chunked("0\r\n\r\n", "HTTP/1.0"), 400},
  };
  for (const StatusCase& c : cases) expect_one_refusal(client(), c.request, c.status);
}

TEST_F(HttpFramingTest, Case048AsksForOneHost) {
  const std::string rest = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
  expect_one_refusal(client(), "POST /mutate HTTP/1.1\r\n" + rest, 400);
  expect_one_refusal(client(), "POST /mutate HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + rest, 400);
  EXPECT_EQ(status_of("POST /mutate HTTP/1.0\r\n" + rest), 200);
}

TEST_F(HttpFramingTest, Case049RefusesLinesThatParsersReadDifferently) {
  using namespace std::string_literals;
  const std::string rest = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
  for (const std::string& request :
       {"POST /mutate HTTP/1.1\nHost: a\nContent-Length: 0\n\n"s,
        "POST /mutate HTTP/1.1\r\nHost: a\nX: y\r\n" + rest,
        "POST /mutate HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\n" + rest,
        "POST /mutate HTTP/1.1\r\nHost: a\r\nX : y\r\n" + rest,
        "POST /mutate HTTP/1.1\r\nHost: a\r\nX: y\0z\r\n"s + rest,
        "POST /mutate HTTP/1.1\r\nHost: a\r\nX: y\rz\r\n" + rest}) {
    expect_one_refusal(client(), request, 400);
  }
}

TEST_F(HttpFramingTest, Case050TakesALargeHeadAndRefusesALargerOne) {
  const std::string eight_kib = "X: " + std::string(8 << 10, 'x') + "\r\n";
  EXPECT_EQ(status_of(post("/mutate", "{}", eight_kib)), 200);
  EXPECT_EQ(status_of(post("/mutate", "{}", "X: " + std::string(16 << 10, 'x') + "\r\n")), 431);
  EXPECT_EQ(status_of(post("/mutate", "{}", "X: " + std::string(64 << 10, 'x') + "\r\n")), 431);
}

TEST_F(HttpFramingTest, Case050RefusesAThousandFields) {
  std::string fields;
  for (int i = 0; i < 1000; ++i) fields += "X: y\r\n";
  EXPECT_EQ(status_of(post("/mutate", "{}", fields)), 431);
}

TEST_F(HttpFramingTest, Case051SaysContinueThenAnswers) {
  HttpClient one = client();
  const std::string request = post("/mutate", "{}", "Expect: 100-continue\r\n");
  one.send(request.substr(0, request.size() - 2));
  EXPECT_EQ(one.read_response()->status, 100);
  one.send("{}");
  EXPECT_EQ(one.read_response()->status, 200);
}

TEST_F(HttpFramingTest, Case052And053RefusesAnExpectationInTheFirstAnswer) {
  const auto head = [](const std::string& lines) {
    return "POST /mutate HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
  };
  EXPECT_EQ(status_of(head("Content-Type: text/plain\r\nExpect: 100-continue\r\n"
                           "Content-Length: 2\r\n")),
            415);
  EXPECT_EQ(status_of(head("Content-Type: application/json\r\nExpect: 100-continue\r\n"
                           "Content-Length: 99999999\r\n")),
            413);
  EXPECT_EQ(status_of(head("Content-Type: application/json\r\nExpect: 200-ok\r\n"
                           "Content-Length: 2\r\n")),
            417);
}

TEST_F(HttpFramingTest, Case054AnswersPipelinedRequestsInOrder) {
  HttpClient one = client();
  one.send(post("/mutate", "1") + post("/validate", "22"));
  EXPECT_EQ(one.read_response()->body, "/mutate?:1");
  EXPECT_EQ(one.read_response()->body, "/validate?:2");
}

TEST_F(HttpFramingTest, Case055AnswersAThousandRequestsOnOneConnection) {
  const std::uint64_t before = running->counters().accepted_connections;
  HttpClient one = client();
  for (int i = 0; i < 1000; ++i) {
    one.send(post("/mutate", std::string(static_cast<std::size_t>(i), 'x')));
    const auto response = one.read_response();
    ASSERT_TRUE(response) << i;
    ASSERT_EQ(response->body, "/mutate?:" + std::to_string(i));
  }
  EXPECT_EQ(running->counters().accepted_connections, before + 1);
}

TEST_F(HttpFramingTest, Case056ClosesWhenAskedTo) {
  HttpClient asks = client();
  asks.send(post("/mutate", "{}", "Connection: close\r\n"));
  EXPECT_TRUE(asks.read_response()->has("\r\nConnection: close\r\n"));
  EXPECT_TRUE(asks.is_closed_by_server());
  HttpClient old = client();
  old.send(
      "POST /mutate HTTP/1.0\r\nConnection: keep-alive\r\n"
      "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_TRUE(old.read_response()->has("\r\nConnection: close\r\n"));
  EXPECT_TRUE(old.is_closed_by_server());
}

TEST_F(HttpFramingTest, Case063IgnoresAnUpgradeAndRefusesHttp2) {
  EXPECT_EQ(status_of(post("/mutate", "{}",
                           "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                           "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n")),
            200);
  EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 400);
}

TEST_F(HttpFramingTest, Case064AnswersPlainlyAndRefusesACodedBody) {
  HttpClient one = client();
  one.send(post("/mutate", "{}", "Accept-Encoding: gzip\r\n"));
  EXPECT_FALSE(one.read_response()->has("Content-Encoding"));
  EXPECT_EQ(status_of(post("/mutate", "{}", "Content-Encoding: gzip\r\n")), 415);
}

TEST_F(HttpFramingTest, CountsWhatItRefuses) {
  const auto refused = [](std::uint16_t status) {
    const auto at = std::find(refusal_statuses.begin(), refusal_statuses.end(), status);
    return running->counters()
        .refused_requests[static_cast<std::size_t>(at - refusal_statuses.begin())];
  };
  const std::uint64_t before = refused(404);
  EXPECT_EQ(status_of(post("/nowhere", "{}")), 404);
  EXPECT_TRUE(eventually([&] { return refused(404) == before + 1; }));
}

}  // namespace
}  // namespace tempo_admission::server::testing
