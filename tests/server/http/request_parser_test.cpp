#include "server/http/request_parser.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tempo_admission::server {
namespace {

class RequestParserTest : public ::testing::Test {
 protected:
  static constexpr std::string_view chunked_head =
      "POST /mutate HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  // The refusal of a chunked body, parsed at once or byte by byte; 0 if there is none.
  int refusal_of_chunks(std::string_view chunks) {
    RequestParser parser(limits, body);
    EXPECT_FALSE(parser.parse_head(chunked_head));
    const auto progress = parser.parse_chunks(chunks);
    return progress.refusal ? progress.refusal->status : 0;
  }

  Limits limits;
  BodyBudget budget{std::size_t{1} << 20};
  BodyBuffer body{budget};
};

TEST_F(RequestParserTest, ReadsTheFieldsThatDecide) {
  RequestParser parser(limits, body);
  ASSERT_FALSE(parser.parse_head(
      "POST /mutate?timeout=1s HTTP/1.1\r\nhost: a\r\nCONTENT-TYPE:  application/json \r\n"
      "Content-Length: 7\r\nExpect: 100-continue\r\nX-Other: 1\r\n\r\n"));
  const RequestHead& head = parser.head();
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.target, "/mutate?timeout=1s");
  EXPECT_EQ(head.version, 11u);
  EXPECT_EQ(head.field_count, 5u);
  EXPECT_EQ(head.host.value, "a");
  EXPECT_EQ(head.content_type.value, "application/json");
  EXPECT_EQ(content_length_of(head), 7u);
  EXPECT_TRUE(head.expects_continue());
}

TEST_F(RequestParserTest, CountsRepeatedFields) {
  RequestParser parser(limits, body);
  ASSERT_FALSE(parser.parse_head("POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"));
  EXPECT_EQ(parser.head().host.count, 2u);
}

TEST_F(RequestParserTest, Case049And063RefusesWhatIsNotHttp11) {
  const std::vector<std::string_view> heads = {
      "POST / HTTP/1.1\r\nHost : a\r\n\r\n",    // space before the colon
      "POST / HTTP/1.1\r\n: a\r\n\r\n",         // no name
      "POST / HTTP/1.1\r\nHo st: a\r\n\r\n",    // not a token
      "POST / HTTP/1.1\r\nHost: a\rb\r\n\r\n",  // CR alone
      "POST  / HTTP/1.1\r\nHost: a\r\n\r\n",    // two spaces
      "PRI * HTTP/2.0\r\n\r\n",
      "POST / HTTP/9.9\r\nHost: a\r\n\r\n",
      "POST / http/1.1\r\nHost: a\r\n\r\n",
      "POST /\r\n\r\n",
      "\r\n",
  };
  for (const std::string_view head : heads) {
    RequestParser parser(limits, body);
    const auto refusal = parser.parse_head(head);
    ASSERT_TRUE(refusal) << head;
    EXPECT_EQ(refusal->status, 400) << head;
  }
}

TEST_F(RequestParserTest, Case045JoinsChunks) {
  RequestParser parser(limits, body);
  ASSERT_FALSE(parser.parse_head(chunked_head));
  const std::string_view chunks = "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
  const auto progress = parser.parse_chunks(std::string(chunks) + "next");
  EXPECT_TRUE(progress.complete);
  EXPECT_EQ(progress.consumed, chunks.size());
  EXPECT_EQ(body.bytes(), "abc0123456789");
}

TEST_F(RequestParserTest, Case045JoinsChunksThatArriveByteByByte) {
  for (const std::string& joined :
       {std::string("abc0123456789"), std::string("x"), std::string()}) {
    BodyBuffer own_body(budget);
    RequestParser parser(limits, own_body);
    ASSERT_FALSE(parser.parse_head(chunked_head));
    std::string chunks;
    if (!joined.empty()) chunks = "1\r\n" + joined.substr(0, 1) + "\r\n";
    if (joined.size() > 1) chunks += "C\r\n" + joined.substr(1) + "\r\n";
    chunks += "0\r\nX: y\r\n\r\n";
    std::string waiting;
    bool is_complete = false;
    for (const char byte : chunks) {
      ASSERT_FALSE(is_complete);
      waiting += byte;
      const auto progress = parser.parse_chunks(waiting);
      ASSERT_FALSE(progress.refusal);
      waiting.erase(0, progress.consumed);
      is_complete = progress.complete;
    }
    EXPECT_TRUE(is_complete);
    EXPECT_EQ(own_body.bytes(), joined);
  }
}

TEST_F(RequestParserTest, Case046RefusesBadChunks) {
  const std::vector<std::string> bodies = {
      "3;name=value\r\nabc\r\n0\r\n\r\n",
      "3;n=\"" + std::string(8192, 'x') + "\"\r\nabc\r\n0\r\n\r\n",
      "3 \r\nabc\r\n0\r\n\r\n",
      "0;last\r\n\r\n",
      "xyz\r\nabc\r\n",
      "-3\r\nabc\r\n",
      "0x3\r\n\r\n",
      "FFFFFFFFFFFFFFFF1\r\n",
      "3\r\nabcd\r\n0\r\n\r\n",
      "3\nabc\r\n",
      "3" + std::string(8192, ' '),
  };
  for (const std::string& chunks : bodies) EXPECT_EQ(refusal_of_chunks(chunks), 400) << chunks;
}

TEST_F(RequestParserTest, Case029RefusesAChunkThatPassesTheBodyLimitBeforeItsBytes) {
  limits.body_bytes = 10;
  EXPECT_EQ(refusal_of_chunks("A\r\n0123456789\r\n0\r\n\r\n"), 0);
  body.release();
  EXPECT_EQ(refusal_of_chunks("9\r\n012345678\r\n2\r\n"), 413);
  body.release();
  EXPECT_EQ(refusal_of_chunks("B\r\n01"), 413);
  body.release();
  EXPECT_EQ(refusal_of_chunks("FFFFFFFFFFFFFFFF\r\n"), 413);
}

TEST_F(RequestParserTest, RefusesAChunkThatPassesTheBudget) {
  BodyBudget small{body_free_bytes};
  BodyBuffer small_body{small};
  RequestParser parser(limits, small_body);
  ASSERT_FALSE(parser.parse_head(chunked_head));
  const auto progress = parser.parse_chunks("4001\r\n" + std::string(body_free_bytes + 1, 'x'));
  ASSERT_TRUE(progress.refusal);
  EXPECT_EQ(progress.refusal->status, 503);
}

TEST_F(RequestParserTest, Case046TrailersAreDroppedAndNeverMerged) {
  RequestParser parser(limits, body);
  ASSERT_FALSE(parser.parse_head(chunked_head));
  const auto progress =
      parser.parse_chunks("1\r\na\r\n0\r\nHost: evil\r\nContent-Type: text/plain\r\n\r\n");
  EXPECT_TRUE(progress.complete);
  EXPECT_EQ(parser.head().host.value, "a");
  EXPECT_EQ(parser.head().host.count, 1u);
  EXPECT_EQ(parser.head().content_type.count, 0u);
}

TEST_F(RequestParserTest, RefusesEndlessTrailers) {
  std::string chunks = "1\r\na\r\n0\r\n";
  for (int i = 0; i < 1000; ++i) chunks += "X: y\r\n";
  EXPECT_EQ(refusal_of_chunks(chunks), 400);
}

TEST_F(RequestParserTest, Case056KeepsAliveByVersionAndConnection) {
  const std::vector<std::pair<std::string_view, bool>> cases = {
      {"POST / HTTP/1.1\r\nHost: a\r\n\r\n", true},
      {"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false},
      {"POST / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", false},
      {"POST / HTTP/1.0\r\n\r\n", false},
      {"POST / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false},
  };
  for (const auto& [head, keeps] : cases) {
    RequestParser parser(limits, body);
    ASSERT_FALSE(parser.parse_head(head));
    EXPECT_EQ(parser.wants_keep_alive(), keeps) << head;
  }
}

}  // namespace
}  // namespace tempo_admission::server
