// Any bytes on a connection inside TLS, arriving whole and in pieces. What the application sees
// must not depend on how they arrive, and every answer must be well-formed.
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/invariant.hpp"
#include "server/http/connection.hpp"
#include "server/scripted_stream.hpp"

namespace tempo_admission::server {
namespace {

using fuzz::expect;
using testing::Script;
using testing::ScriptedStream;

constexpr std::size_t body_limit_bytes = 4096;

class RecordingApplication final : public Application {
 public:
  bool has_route(std::string_view path) const override {
    return path == "/mutate" || path == "/validate";
  }
  Response answer(const Request& request) override {
    expect(request.body.size() <= body_limit_bytes, "no body above the limit");
    expect(request.body_slack >= 64, "slack behind the body");
    // Under AddressSanitizer this shows whether the slack is there.
    const char* behind = request.body.data() + request.body.size();
    expect(std::count(behind, behind + request.body_slack, '\1') >= 0, "readable slack");
    seen.push_back(std::string(request.path) + "?" + std::string(request.query) + "\n" +
                   std::string(request.body));
    Response response;
    response.body = "{}";
    return response;
  }
  std::string error_body(std::uint16_t status, std::string_view message) const override {
    expect(std::ranges::find(refusal_statuses, status) != refusal_statuses.end(),
           "refusals have one of the documented statuses");
    return std::string(message);
  }

  std::vector<std::string> seen;
};

class NoEvents final : public EventSink {
  void on_event(const Event&) noexcept override {}
};

struct Session {
  std::vector<std::string> seen;
  std::string written;
};

Session run(std::deque<std::string> pieces) {
  Limits limits;
  limits.body_bytes = body_limit_bytes;
  limits.header_bytes = 2048;
  RecordingApplication application;
  BodyBudget budget(8192);
  NoEvents events;
  WorkerState state(limits, application, budget, events);
  Script script;
  script.pieces = std::move(pieces);
  {
    net::io_context context;
    Connection<ScriptedStream> connection(ScriptedStream(script), state, "fuzzer");
    net::co_spawn(context, connection.run(), net::detached);
    context.run();
  }
  expect(budget.used_bytes() == 0, "all memory of bodies is given back");
  return {std::move(application.seen), std::move(script.written)};
}

std::deque<std::string> in_pieces(std::string_view bytes, std::size_t first) {
  std::deque<std::string> pieces;
  for (std::size_t size = first; !bytes.empty(); size = size * 2 + 1) {
    pieces.emplace_back(bytes.substr(0, size));
    bytes.remove_prefix(pieces.back().size());
  }
  return pieces;
}

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "\r\nContent-Length: ";
  const auto at = head.find(name);
  expect(at != head.npos, "an answer says its length");
  return std::strtoul(std::string(head.substr(at + name.size(), 10)).c_str(), nullptr, 10);
}

// Answers to HEAD have no body, whatever Content-Length they have: the next answer follows at once.
void expect_answers(std::string_view written) {
  while (!written.empty()) {
    expect(written.starts_with("HTTP/1.1 "), "an answer begins with its version");
    expect(written[9] != '3', "never a redirect");
    const auto end = written.find("\r\n\r\n");
    expect(end != written.npos, "an answer's head is complete");
    const std::string_view head = written.substr(0, end + 2);
    written.remove_prefix(end + 4);
    if (head.starts_with("HTTP/1.1 100 ")) continue;
    const std::size_t length = content_length(head);
    const bool has_body = !written.empty() && !written.starts_with("HTTP/1.1 ");
    if (has_body) {
      expect(written.size() >= length, "an answer's body is complete");
      written.remove_prefix(length);
    }
  }
}

// A refused request may end the connection earlier if its body arrives late; nothing else differs.
bool is_prefix(const std::vector<std::string>& shorter, const std::vector<std::string>& longer) {
  return shorter.size() <= longer.size() &&
         std::equal(shorter.begin(), shorter.end(), longer.begin());
}

}  // namespace
}  // namespace tempo_admission::server

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tempo_admission::server;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Session whole = run(in_pieces(bytes, std::max<std::size_t>(size, 1)));
  // The cuts are derived from its length, so that the input is the stream and nothing else.
  const Session cut = run(in_pieces(bytes, 1 + size % 61));
  expect_answers(whole.written);
  expect_answers(cut.written);
  expect(is_prefix(cut.seen, whole.seen), "requests do not depend on how their bytes arrive");
  tempo_admission::fuzz::reached(whole.seen.size());
  // Deep enough: one more request on a connection than in the seeds.
  constexpr std::size_t seed_requests = 2;
  tempo_admission::fuzz::planted_bug(whole.seen.size() > seed_requests);
  return 0;
}
