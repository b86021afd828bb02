#include "server/http/head_scanner.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tempo_admission::server {
namespace {

constexpr std::size_t limit = 256;

TEST(HeadScanner, FindsTheEndOfAHeadBehindWhichABodyBegins) {
  HeadScanner scanner(limit);
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_TRUE(scanner.scan(head + "body\n"));
  EXPECT_EQ(scanner.length(), head.size());
}

TEST(HeadScanner, FindsTheSameEndHoweverTheBytesArrive) {
  HeadScanner scanner(limit);
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n\r\n";
  for (std::size_t size = 0; size < head.size(); ++size)
    ASSERT_FALSE(scanner.scan(std::string_view(head).substr(0, size))) << size;
  EXPECT_TRUE(scanner.scan(head));
  EXPECT_EQ(scanner.length(), head.size());
}

TEST(HeadScanner, Case049RefusesLinesThatParsersReadDifferently) {
  using namespace std::string_literals;
  const std::vector<std::string> heads = {
      "POST / HTTP/1.1\nHost: a\r\n\r\n"s,          // bare LF
      "POST / HTTP/1.1\r\nHost: a\n"s,              // bare LF, nothing after it yet
      "POST / HTTP/1.1\r\nHost: a\r\n\n"s,          // bare LF as the empty line
      "POST / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"s,  // obs-fold
      "POST / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n"s,
      "POST / HTTP/1.1\r\n Host: a\r\n\r\n"s,
      "POST / HTTP/1.1\r\nHost: a\0b\r\n\r\n"s,  // NUL
  };
  for (const std::string& head : heads) {
    HeadScanner scanner(limit);
    EXPECT_FALSE(scanner.scan(head)) << head;
    ASSERT_TRUE(scanner.refusal()) << head;
    EXPECT_EQ(scanner.refusal()->status, 400) << head;
  }
}

TEST(HeadScanner, Case050TakesAHeadOfExactlyTheLimit) {
  std::string head = "POST / HTTP/1.1\r\nX: ";
  head += std::string(limit - head.size() - 4, 'x') + "\r\n\r\n";
  HeadScanner scanner(limit);
  EXPECT_TRUE(scanner.scan(head));
}

TEST(HeadScanner, Case050RefusesAHeadOfOneByteMore) {
  std::string head = "POST / HTTP/1.1\r\nX: ";
  head += std::string(limit - head.size() - 3, 'x') + "\r\n\r\n";
  HeadScanner scanner(limit);
  EXPECT_FALSE(scanner.scan(head));
  ASSERT_TRUE(scanner.refusal());
  EXPECT_EQ(scanner.refusal()->status, 431);
}

TEST(HeadScanner, Case050RefusesAnEndlessLineBeforeItsEnd) {
  HeadScanner scanner(limit);
  EXPECT_FALSE(scanner.scan(std::string(limit, 'x')));
  ASSERT_TRUE(scanner.refusal());
  EXPECT_EQ(scanner.refusal()->status, 431);
}

}  // namespace
}  // namespace tempo_admission::server
