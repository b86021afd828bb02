// Connection over a scripted stream: behaviour that depends only on how bytes arrive.
#include "server/http/connection.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <string>
#include <vector>

#include "server/http_client.hpp"
#include "server/running_server.hpp"
#include "server/scripted_stream.hpp"

namespace tempo_admission::server {
namespace {

using testing::post;

class ConnectionTest : public ::testing::Test {
 protected:
  std::string run(testing::Script& script) {
    state.date = "today";
    net::io_context context;
    Connection<testing::ScriptedStream> connection(testing::ScriptedStream(script), state, "peer");
    net::co_spawn(context, connection.run(), net::detached);
    context.run();
    return script.written;
  }
  std::string run(std::deque<std::string> pieces) {
    testing::Script script;
    script.pieces = std::move(pieces);
    return run(script);
  }
  static std::deque<std::string> byte_by_byte(std::string_view bytes) {
    std::deque<std::string> pieces;
    for (const char byte : bytes) pieces.emplace_back(1, byte);
    return pieces;
  }

  Limits limits;
  testing::EchoApplication application;
  BodyBudget budget{std::size_t{1} << 20};
  testing::RecordingEvents events;
  WorkerState state{limits, application, budget, events};
};

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_F(ConnectionTest, AnswersTheSameHoweverTheRequestIsCut) {
  const std::string request = post("/mutate?timeout=5s", "{\"a\":1}");
  const std::string whole = run({request});
  EXPECT_NE(whole.find("/mutate?timeout=5s:7"), whole.npos);
  for (std::size_t cut = 1; cut < request.size(); ++cut)
    EXPECT_EQ(run({request.substr(0, cut), request.substr(cut)}), whole) << cut;
  EXPECT_EQ(run(byte_by_byte(request)), whole);
}

TEST_F(ConnectionTest, AnswersTheSameHoweverAChunkedRequestIsCut) {
  const std::string request =
      "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\nX: y\r\n\r\n";
  const std::string whole = run({request});
  EXPECT_NE(whole.find("/mutate?:7"), whole.npos);
  for (std::size_t cut = 1; cut < request.size(); ++cut)
    EXPECT_EQ(run({request.substr(0, cut), request.substr(cut)}), whole) << cut;
}

TEST_F(ConnectionTest, Case054AnswersPipelinedRequestsInOrder) {
  const std::string answers =
      run({post("/mutate", "1") + post("/validate", "22") + post("/mutate", "333")});
  const auto first = answers.find("/mutate?:1");
  const auto second = answers.find("/validate?:2");
  const auto third = answers.find("/mutate?:3");
  ASSERT_NE(third, answers.npos);
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
}

TEST_F(ConnectionTest, PipelinedRequestsThatEndAnywhereInAPieceAreAllAnswered) {
  const std::string both = post("/mutate", "1") + post("/validate", "22");
  const std::string expected = run({both});
  for (std::size_t cut = 1; cut < both.size(); ++cut)
    EXPECT_EQ(run({both.substr(0, cut), both.substr(cut)}), expected) << cut;
}

TEST_F(ConnectionTest, WritesOnInPiecesWhereTheStreamTakesNoMore) {
  testing::Script script;
  script.pieces = {post("/mutate", "{}")};
  const std::string whole = run(script);
  testing::Script slow;
  slow.pieces = {post("/mutate", "{}")};
  slow.write_limit = 1;
  EXPECT_EQ(run(slow), whole);
}

TEST_F(ConnectionTest, ARequestInOnePieceIsWaitedForOnce) {
  testing::Script script;
  script.pieces = {post("/mutate", "{}")};
  run(script);
  EXPECT_EQ(script.waits, 2u);  // for the request, and for the end after it
}

TEST_F(ConnectionTest, Case051SaysContinueOnceTheHeadIsAccepted) {
  const std::string request = post("/mutate", "{}", "Expect: 100-continue\r\n");
  const std::string answer = run({request.substr(0, request.size() - 2), "{}"});
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
}

TEST_F(ConnectionTest, DoesNotSayContinueToAClientThatDidNotWait) {
  EXPECT_TRUE(
      run({post("/mutate", "{}", "Expect: 100-continue\r\n")}).starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST_F(ConnectionTest, Case052RefusesWithoutContinue) {
  const std::string type =
      "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
      "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  const std::string length =
      "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n";
  EXPECT_TRUE(run({type}).starts_with("HTTP/1.1 415 "));
  EXPECT_TRUE(run({length}).starts_with("HTTP/1.1 413 "));
}

TEST_F(ConnectionTest, Case065RefusesABodyThatPassesTheBudgetWithRetryAfter) {
  const std::string answer = run({post("/mutate", std::string(limits.body_bytes / 2, 'x'))});
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 503 "));
  EXPECT_NE(answer.find("\r\nRetry-After: 1\r\n"), answer.npos);
  EXPECT_EQ(budget.used_bytes(), 0u);
}

TEST_F(ConnectionTest, KeepsTheConnectionAfterARefusalThatLeavesNoDoubtWhereTheNextRequestBegins) {
  const std::string answers = run({post("/nowhere", "{}") + post("/mutate", "{}")});
  EXPECT_TRUE(answers.starts_with("HTTP/1.1 404 "));
  EXPECT_EQ(count_of(answers, "HTTP/1.1 200 OK"), 1u);
}

TEST_F(ConnectionTest, ClosesAfterARefusalWhoseBodyIsNotThere) {
  testing::Script script;
  const std::string request = post("/nowhere", "{}");
  script.pieces = {request.substr(0, request.size() - 1), "}" + post("/mutate", "{}")};
  const std::string answers = run(script);
  EXPECT_NE(answers.find("Connection: close"), answers.npos);
  EXPECT_EQ(count_of(answers, "HTTP/1.1 "), 1u);
  EXPECT_TRUE(script.has_shut_down);
}

TEST_F(ConnectionTest, Case123SaysCloseWhileDraining) {
  state.draining = true;
  const std::string answers = run({post("/mutate", "{}") + post("/mutate", "{}")});
  EXPECT_EQ(count_of(answers, "HTTP/1.1 200 OK"), 1u);
  EXPECT_EQ(count_of(answers, "Connection: close"), 1u);
}

TEST_F(ConnectionTest, Case120AnExceptionOfTheApplicationIsA500AndNeverAnAnswer) {
  const std::string answer = run({post("/throw", "{}")});
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 500 "));
  EXPECT_EQ(events.count("application error"), 1u);
}

TEST_F(ConnectionTest, AnEmptyBodyHasReadableMemoryBehindItToo) {
  const std::string answer =
      run({"POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
           "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"});
  EXPECT_NE(answer.find("/mutate?:0"), answer.npos);
}

TEST_F(ConnectionTest, CountsAPeerThatLeavesWithinARequestButNotBetweenTwo) {
  const std::string request = post("/mutate", "{}");
  run({request});
  EXPECT_EQ(state.counters.lost_connections.value(), 0u);
  run({request.substr(0, 20)});
  EXPECT_EQ(state.counters.lost_connections.value(), 1u);
  run({request.substr(0, request.size() - 1)});
  EXPECT_EQ(state.counters.lost_connections.value(), 2u);
}

}  // namespace
}  // namespace tempo_admission::server
