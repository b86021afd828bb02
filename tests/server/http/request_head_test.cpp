#include "server/http/request_head.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace tempo_admission::server {
namespace {

RequestHead good_head() {
  RequestHead head;
  head.method = "POST";
  head.target = "/mutate?timeout=10s";
  head.field_count = 3;
  head.host = {"webhook.test.svc:443", 1};
  head.content_length = {"2", 1};
  head.content_type = {"application/json", 1};
  return head;
}

struct HeadCase {
  std::string name;
  std::function<void(RequestHead&)> change;
  int status;  // 0: accepted
};

int status_of(const std::optional<Refusal>& refusal) {
  return refusal ? refusal->status : 0;
}

void expect_framing(const std::vector<HeadCase>& cases) {
  for (const HeadCase& c : cases) {
    RequestHead head = good_head();
    c.change(head);
    EXPECT_EQ(status_of(check_framing(head, Limits{})), c.status) << c.name;
  }
}

void expect_content(const std::vector<HeadCase>& cases) {
  for (const HeadCase& c : cases) {
    RequestHead head = good_head();
    c.change(head);
    EXPECT_EQ(status_of(check_content(head, Limits{})), c.status) << c.name;
  }
}

TEST(CheckFraming, Case047RefusesEveryTransferEncodingThatIsNotChunkedAlone) {
  const auto coding = [](std::string_view value, unsigned count = 1) {
    return [=](RequestHead& head) {
      head.content_length = {};
      head.transfer_encoding = {value, count};
    };
  };
  expect_framing({
      {"chunked", coding("chunked"), 0},
      {"upper case", coding("CHUNKED"), 0},
      {"gzip", coding("gzip"), 501},
      {"chunked, gzip", coding("chunked, gzip"), 501},
      {"gzip, chunked", coding("gzip, chunked"), 501},
      {"chunked, chunked", coding("chunked, chunked"), 501},
      {"xchunked", coding("xchunked"), 501},
      {"empty", coding(""), 501},
      {"two fields", coding("chunked", 2), 400},
      {"HTTP/1.0",
       [](RequestHead& head) {
         head.version = 10;
         head.content_length = {};
         head.transfer_encoding = {"chunked", 1};
       },
       400},
      {"with Content-Length", [](RequestHead& head) { head.transfer_encoding = {"chunked", 1}; },
       400},
  });
}

TEST(CheckFraming, Case047RefusesEveryContentLengthThatIsNotOneNumber) {
  const auto length = [](std::string_view value, unsigned count = 1) {
    return [=](RequestHead& head) { head.content_length = {value, count}; };
  };
  expect_framing({
      {"0", length("0"), 0},
      {"leading zeros", length("0002"), 0},
      {"twice", length("2", 2), 400},
      {"+5", length("+5"), 400},
      {"-1", length("-1"), 400},
      {"5,5", length("5,5"), 400},
      {"5 5", length("5 5"), 400},
      {"0x5", length("0x5"), 400},
      {"empty", length(""), 400},
      {"more than 64 bits", length("99999999999999999999"), 400},
  });
}

TEST(CheckFraming, Case048AsksForOneHostThatIsOne) {
  const auto host = [](std::string_view value, unsigned count, unsigned version) {
    return [=](RequestHead& head) {
      head.host = {value, count};
      head.version = version;
    };
  };
  expect_framing({
      {"missing", host("", 0, 11), 400},
      {"missing in HTTP/1.0", host("", 0, 10), 0},
      {"two", host("a", 2, 11), 400},
      {"two in HTTP/1.0", host("a", 2, 10), 400},
      {"empty", host("", 1, 11), 400},
      {"list", host("a, b", 1, 11), 400},
      {"path", host("a/b", 1, 11), 400},
      {"user", host("user@a", 1, 11), 400},
      {"IPv6", host("[::1]:8443", 1, 11), 0},
  });
}

TEST(CheckFraming, Case042RefusesTargetsThatAreNotAPath) {
  const auto target = [](std::string_view value) {
    return [=](RequestHead& head) { head.target = value; };
  };
  expect_framing({
      {"absolute", target("https://a/mutate"), 400},
      {"asterisk", target("*"), 400},
      {"authority", target("a:443"), 400},
      {"fragment", target("/mutate#x"), 400},
      {"origin", target("/mutate"), 0},
  });
}

TEST(CheckFraming, RefusesATargetAboveItsLimit) {
  const std::string edge = "/" + std::string(Limits{}.target_bytes - 1, 'a');
  const std::string above = edge + "a";
  expect_framing({
      {"edge", [&](RequestHead& head) { head.target = edge; }, 0},
      {"above", [&](RequestHead& head) { head.target = above; }, 414},
  });
}

TEST(CheckFraming, Case050RefusesMoreFieldsThanTheLimit) {
  const unsigned edge = static_cast<unsigned>(Limits{}.header_count);
  expect_framing({
      {"edge", [&](RequestHead& head) { head.field_count = edge; }, 0},
      {"above", [&](RequestHead& head) { head.field_count = edge + 1; }, 431},
  });
}

TEST(CheckContent, Case035And036And037And038TakesJsonOnly) {
  const auto type = [](std::string_view value, unsigned count = 1) {
    return [=](RequestHead& head) { head.content_type = {value, count}; };
  };
  expect_content({
      {"json", type("application/json"), 0},
      {"charset", type("application/json; charset=utf-8"), 0},
      {"space before the parameter", type("application/json ;charset=utf-8"), 0},
      {"upper case", type("APPLICATION/JSON"), 0},
      {"foo", type("application/foo"), 415},
      {"text", type("text/plain"), 415},
      {"yaml", type("application/yaml"), 415},
      {"longer", type("application/json5"), 415},
      {"list", type("application/json, text/plain"), 415},
      {"empty", type(""), 415},
      {"missing", type("", 0), 415},
      {"two", type("application/json", 2), 400},
  });
}

TEST(CheckContent, Case064RefusesACodedBody) {
  const auto coding = [](std::string_view value) {
    return [=](RequestHead& head) { head.content_encoding = {value, 1}; };
  };
  expect_content({
      {"gzip", coding("gzip"), 415},
      {"empty", coding(""), 415},
      {"identity", coding("identity"), 0},
  });
}

TEST(CheckContent, Case053KnowsOneExpectation) {
  const auto expect = [](std::string_view value, unsigned count, unsigned version) {
    return [=](RequestHead& head) {
      head.expect = {value, count};
      head.version = version;
    };
  };
  expect_content({
      {"100-continue", expect("100-continue", 1, 11), 0},
      {"upper case", expect("100-Continue", 1, 11), 0},
      {"other", expect("200-ok", 1, 11), 417},
      {"two", expect("100-continue", 2, 11), 417},
      {"HTTP/1.0 has none", expect("200-ok", 1, 10), 0},
  });
}

TEST(CheckContent, Case030RefusesALengthAboveTheLimitBeforeTheBody) {
  const std::string edge = std::to_string(Limits{}.body_bytes);
  const std::string above = std::to_string(Limits{}.body_bytes + 1);
  expect_content({
      {"edge", [&](RequestHead& head) { head.content_length.value = edge; }, 0},
      {"above", [&](RequestHead& head) { head.content_length.value = above; }, 413},
  });
}

TEST(CheckContent, Case007AsksForALengthOrChunks) {
  expect_content({
      {"neither", [](RequestHead& head) { head.content_length = {}; }, 411},
      {"chunks",
       [](RequestHead& head) {
         head.content_length = {};
         head.transfer_encoding = {"chunked", 1};
       },
       0},
  });
}

TEST(RequestHead, SplitsTheTargetAtTheFirstQuestionMark) {
  RequestHead head;
  head.target = "/mutate?timeout=1s?x";
  EXPECT_EQ(head.path(), "/mutate");
  EXPECT_EQ(head.query(), "timeout=1s?x");
}

struct TimeoutCase {
  std::string_view query;
  std::optional<std::int64_t> nanoseconds;
};

TEST(TimeoutOf, Case043HonoursADurationAndIgnoresWhatCannotBeRead) {
  const std::vector<TimeoutCase> cases = {
      {"timeout=10s", 10'000'000'000},
      {"timeout=1m0s", 60'000'000'000},
      {"timeout=500ms", 500'000'000},
      {"dryRun=All&timeout=2s", 2'000'000'000},
      {"timeout=1s&timeout=9s", 1'000'000'000},
      {"timeout=24h", 86'400'000'000'000},
      {"timeout=24h1ns", 86'400'000'000'000},
      {"timeout=2562047h47m16.854775807s", 86'400'000'000'000},  // the longest that Go can express
      {"timeout=abc&timeout=9s", {}},
      {"timeout=abc", {}},
      {"timeout=-1s", {}},
      {"timeout=0s", {}},
      {"timeout=", {}},
      {"timeout", {}},
      {"xtimeout=1s", {}},
      {"&&", {}},
      {"", {}},
  };
  for (const TimeoutCase& c : cases) {
    const auto timeout = timeout_of(c.query);
    EXPECT_EQ(timeout.has_value(), c.nanoseconds.has_value()) << c.query;
    if (timeout && c.nanoseconds) {
      EXPECT_EQ(timeout->count(), *c.nanoseconds) << c.query;
    }
  }
}

}  // namespace
}  // namespace tempo_admission::server
