#include "server/http/response_head.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::server {
namespace {

ResponseHead head_with(std::uint16_t status) {
  ResponseHead head;
  head.status = status;
  head.content_type = "application/json";
  head.content_length = 7;
  head.date = "Sun, 06 Nov 1994 08:49:37 GMT";
  return head;
}

std::string text_of(const ResponseHead& head) {
  std::string out;
  append_head(out, head);
  return out;
}

TEST(ResponseHead, SaysStatusTypeLengthAndDate) {
  EXPECT_EQ(text_of(head_with(200)),
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n"
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n");
}

TEST(ResponseHead, SaysCloseAndRetryAfterWhereAsked) {
  ResponseHead head = head_with(503);
  head.retry_after_seconds = 1;
  head.persistence = Persistence::close;
  const std::string text = text_of(head);
  EXPECT_NE(text.find("\r\nRetry-After: 1\r\n"), text.npos);
  EXPECT_TRUE(text.ends_with("\r\nConnection: close\r\n\r\n"));
}

TEST(ResponseHead, Case039Says405WithTheMethodThatIsAllowed) {
  EXPECT_TRUE(
      text_of(head_with(405)).starts_with("HTTP/1.1 405 Method Not Allowed\r\nAllow: POST\r\n"));
}

TEST(ResponseHead, Case040NeverRedirects) {
  for (std::uint16_t status = 300; status < 400; ++status)
    EXPECT_TRUE(text_of(head_with(status)).starts_with("HTTP/1.1 500 ")) << status;
}

TEST(ImfFixdate, WritesTheExampleOfTheStandard) {
  EXPECT_EQ(imf_fixdate(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace tempo_admission::server
