// One HTTP/1.1 connection from handshake to close, as a template on its stream: sockets in the
// server, scripts in tests and the fuzzer. Knows routes and bytes, not TLS.
//
// A stream provides
//   IoStatus handshake();                     IoResult read_some(std::span<char>);
//   IoResult write_some(std::string_view);    bool has_buffered() const;  // readable at once
//   Task<void> wait(Direction);               Task<void> yield();
//   void end_wait();                          void shutdown_write();
//   IoResult discard_some(std::span<char>);   // bypasses decryption
//   std::string fault() const;                // why the handshake failed
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "server/http/head_scanner.hpp"
#include "server/http/input.hpp"
#include "server/http/io_result.hpp"
#include "server/http/request_parser.hpp"
#include "server/http/response_head.hpp"
#include "server/http/worker_state.hpp"
#include "server/networking.hpp"

namespace tempo_admission::server {

// Runs on its worker's thread only. Owns its stream; `worker` must outlive it. Registers itself in
// WorkerState::connections while it exists.
template <class Stream>
class Connection final : public TimedConnection {
 public:
  Connection(Stream stream, WorkerState& worker, std::string peer)
      : stream_(std::move(stream)),
        worker_(worker),
        peer_(std::move(peer)),
        input_(worker.shared_input),
        body_(worker.budget) {
    worker_.connections.push_back(*this);
  }

  // Serves requests until the connection ends; every wait has a deadline from Limits. Await it once
  // and keep the object alive until it returns; the stream's destructor closes the socket.
  Task<void> run();

 private:
  // What to do next: continue with the request, send the answer in refusal_, or end the connection,
  // with (linger) or without (hang_up) giving the client time to read the answer.
  enum class Step : unsigned char { go_on, refuse, linger, hang_up };

  // False if it failed or timed out; already counted.
  Task<bool> handshake();
  Task<Step> serve_next();
  // Reads until `scanner` has found the whole head or rejects it.
  Task<Step> read_head(HeadScanner& scanner);
  // Parses and checks the head; go_on only for a request that the application should see.
  Step admit(std::size_t head_bytes);
  // True if input_ already holds the whole body, so that it needs no copy.
  bool is_body_at_hand();
  // Reads the rest into body_ and sets request_body_; answers Expect: 100-continue first.
  Task<Step> read_body();
  Task<Step> read_known_length();
  Task<Step> read_chunks();
  void answer();
  void answer_refusal();
  // False if the client is gone or too slow: hang up.
  Task<bool> flush();
  Task<void> linger();

  IoStatus receive();
  Task<bool> wait(IoStatus status);
  Task<bool> let_others_run();
  // Late answers become 504, exceptions 500.
  Response ask_application(const Request& request);
  Response own_response(std::uint16_t status, std::string_view message);
  void compose(const Response& response);
  void begin_request();
  void end_request();

  Step refuse(Refusal refusal) {
    refusal_ = refusal;
    return Step::refuse;
  }
  // Maps a timeout or shutdown to 408, 504 or the end of the connection, and counts it.
  Step after_interruption();
  Step after_loss();
  void enter_phase(TimeoutPhase phase, std::chrono::milliseconds timeout) {
    enter(phase, worker_.now + timeout);
  }
  void report(std::string_view message, std::string detail) {
    worker_.events.report(worker_.now,
                          {Event::Level::warning, message, peer_, std::move(detail), 0});
  }
  void end_wait() override { stream_.end_wait(); }

  // Bytes read without waiting before other connections get their turn.
  static constexpr std::size_t burst_bytes = std::size_t{256} << 10;

  Stream stream_;
  WorkerState& worker_;
  std::string peer_;
  Input input_;
  BodyBuffer body_;

  // The current request.
  std::optional<RequestParser> parser_;
  std::string_view target_;
  std::string kept_target_;  // backs target_ once the head's memory is released
  std::size_t head_bytes_ = 0;
  std::size_t body_length_ = 0;
  std::optional<std::size_t> bytes_at_hand_;  // head and body, if both may still be in input_
  std::string_view request_body_;
  Clock::time_point deadline_ = Clock::time_point::max();  // what `?timeout=` says
  Refusal refusal_;
  bool is_head_request_ = false;
  Persistence persistence_ = Persistence::close;
  std::string output_;
  std::size_t burst_ = 0;
};

template <class Stream>
Task<void> Connection<Stream>::run() {
  const bool secured = co_await handshake();
  if (!secured) co_return;
  Step step = Step::go_on;
  while (step == Step::go_on) step = co_await serve_next();
  if (step == Step::linger) co_await linger();
}

template <class Stream>
Task<bool> Connection<Stream>::handshake() {
  enter_phase(TimeoutPhase::handshake, worker_.limits.handshake_timeout);
  IoStatus status = stream_.handshake();
  while (must_wait(status)) {
    const bool ready = co_await wait(status);
    if (!ready) {
      after_interruption();
      co_return false;
    }
    status = stream_.handshake();
  }
  if (status == IoStatus::ok) co_return true;
  worker_.counters.failed_handshakes.add();
  if (status == IoStatus::failed) report("TLS handshake failed", stream_.fault());
  co_return false;
}

template <class Stream>
auto Connection<Stream>::serve_next() -> Task<Step> {
  begin_request();
  HeadScanner scanner(worker_.limits.header_bytes);
  Step step = co_await read_head(scanner);
  if (step == Step::go_on) step = admit(scanner.length());
  if (step == Step::go_on && !is_body_at_hand()) step = co_await read_body();
  if (step == Step::go_on)
    answer();
  else if (step == Step::refuse)
    answer_refusal();
  else
    co_return step;
  end_request();
  const bool sent = co_await flush();
  if (!sent) co_return Step::hang_up;
  co_return persistence_ == Persistence::keep_alive ? Step::go_on : Step::linger;
}

template <class Stream>
void Connection<Stream>::begin_request() {
  enter_phase(TimeoutPhase::idle, worker_.limits.idle_timeout);
  body_length_ = 0;
  bytes_at_hand_.reset();
  request_body_ = {};
  deadline_ = Clock::time_point::max();
  is_head_request_ = false;
  persistence_ = Persistence::close;
}

template <class Stream>
void Connection<Stream>::end_request() {
  parser_.reset();
  body_.release();
  if (bytes_at_hand_) input_.consume(*bytes_at_hand_);
}

template <class Stream>
auto Connection<Stream>::read_head(HeadScanner& scanner) -> Task<Step> {
  // A request rarely follows the previous one immediately; waiting first saves a futile read.
  IoStatus status = stream_.has_buffered() ? IoStatus::ok : IoStatus::wants_read;
  if (!input_.empty()) enter_phase(TimeoutPhase::header, worker_.limits.header_timeout);
  while (!scanner.scan(input_.bytes())) {
    if (scanner.refusal()) co_return refuse(*scanner.refusal());
    if (must_wait(status)) {
      const bool ready = co_await wait(status);
      if (!ready) co_return after_interruption();
    }
    status = receive();
    if (!must_wait(status) && status != IoStatus::ok) co_return after_loss();
    if (phase() == TimeoutPhase::idle && !input_.empty())
      enter_phase(TimeoutPhase::header, worker_.limits.header_timeout);
  }
  co_return Step::go_on;
}

template <class Stream>
auto Connection<Stream>::admit(std::size_t head_bytes) -> Step {
  parser_.emplace(worker_.limits, body_);
  if (const auto refusal = parser_->parse_head(input_.bytes().substr(0, head_bytes)))
    return refuse(*refusal);
  const RequestHead& head = parser_->head();
  if (const auto refusal = check_framing(head, worker_.limits)) return refuse(*refusal);
  target_ = head.target;
  is_head_request_ = head.method == "HEAD";
  body_length_ = content_length_of(head);
  if (!head.is_chunked()) bytes_at_hand_ = head_bytes + body_length_;
  if (!worker_.application.has_route(head.path())) return refuse({404, "unknown path"});
  if (head.method != "POST") return refuse({405, "only POST is allowed"});
  if (const auto refusal = check_content(head, worker_.limits)) return refuse(*refusal);
  if (body_length_ > worker_.budget.limit_bytes()) return refuse({503, "too many bytes in flight"});
  if (const auto timeout = timeout_of(head.query())) deadline_ = Clock::now() + *timeout;
  head_bytes_ = head_bytes;
  return Step::go_on;
}

template <class Stream>
bool Connection<Stream>::is_body_at_hand() {
  if (!bytes_at_hand_ || *bytes_at_hand_ > input_.bytes().size()) return false;
  request_body_ = input_.bytes().substr(head_bytes_, body_length_);
  return true;
}

template <class Stream>
auto Connection<Stream>::read_body() -> Task<Step> {
  // Waiting may move or free the head's memory.
  kept_target_.assign(target_);
  target_ = kept_target_;
  bytes_at_hand_.reset();
  input_.consume(head_bytes_);
  if (parser_->head().expects_continue() && input_.empty()) {
    output_ = "HTTP/1.1 100 Continue\r\n\r\n";
    const bool sent = co_await flush();
    if (!sent) co_return Step::hang_up;
  }
  const auto latest = worker_.now + worker_.limits.body_timeout;
  enter(TimeoutPhase::body, std::min<Clock::time_point>(latest, deadline_));
  const Step step =
      parser_->head().is_chunked() ? co_await read_chunks() : co_await read_known_length();
  // An empty body also needs readable memory after it.
  const std::string_view readable(worker_.shared_input.data(), worker_.shared_input.size());
  request_body_ = body_.size() > 0 ? body_.bytes() : readable.substr(0, 0);
  co_return step;
}

template <class Stream>
auto Connection<Stream>::read_known_length() -> Task<Step> {
  const std::string_view first = input_.bytes().substr(0, body_length_);
  if (!body_.append(first, body_length_)) co_return refuse({503, "too many bytes in flight"});
  input_.consume(first.size());
  while (body_.size() < body_length_) {
    const std::span<char> space = body_.space(body_length_ - body_.size(), body_length_);
    if (space.empty()) co_return refuse({503, "too many bytes in flight"});
    const IoResult received = stream_.read_some(space);
    body_.commit(received.bytes);
    burst_ += received.bytes;
    bool ready = true;
    if (must_wait(received.status))
      ready = co_await wait(received.status);
    else if (received.status != IoStatus::ok)
      co_return after_loss();
    else if (burst_ >= burst_bytes)
      ready = co_await let_others_run();
    if (!ready) co_return after_interruption();
  }
  co_return Step::go_on;
}

template <class Stream>
auto Connection<Stream>::read_chunks() -> Task<Step> {
  for (;;) {
    const auto progress = parser_->parse_chunks(input_.bytes());
    input_.consume(progress.consumed);
    if (progress.refusal) co_return refuse(*progress.refusal);
    if (progress.complete) co_return Step::go_on;
    const IoStatus status = receive();
    bool ready = true;
    if (must_wait(status))
      ready = co_await wait(status);
    else if (status != IoStatus::ok)
      co_return after_loss();
    else if (burst_ >= burst_bytes)
      ready = co_await let_others_run();
    if (!ready) co_return after_interruption();
  }
}

template <class Stream>
void Connection<Stream>::answer() {
  worker_.counters.requests.add();
  if (parser_->wants_keep_alive()) persistence_ = Persistence::keep_alive;
  const std::size_t mark = std::min(target_.find('?'), target_.size());
  const Request request{.path = target_.substr(0, mark),
                        .query = target_.substr(std::min(mark + 1, target_.size())),
                        .body = request_body_,
                        .body_slack = body_slack_bytes,
                        .peer = peer_,
                        .deadline = deadline_};
  compose(ask_application(request));
}

template <class Stream>
Response Connection<Stream>::ask_application(const Request& request) {
  try {
    Response response = worker_.application.answer(request);
    const bool is_late = deadline_ != Clock::time_point::max() && Clock::now() > deadline_;
    return is_late ? own_response(504, "the answer was not ready in time") : std::move(response);
  } catch (const std::exception& fault) {
    report("application error", fault.what());
    return own_response(500, "internal error");
  }
}

template <class Stream>
Response Connection<Stream>::own_response(std::uint16_t status, std::string_view message) {
  worker_.counters.count_refusal(status);
  Response response;
  response.status = status;
  response.body = worker_.application.error_body(status, message);
  return response;
}

template <class Stream>
void Connection<Stream>::answer_refusal() {
  const bool is_skippable = keeps_framing(refusal_) && bytes_at_hand_ &&
                            parser_->wants_keep_alive() && *bytes_at_hand_ <= input_.bytes().size();
  if (is_skippable)
    persistence_ = Persistence::keep_alive;
  else
    bytes_at_hand_.reset();
  Response response = own_response(refusal_.status, refusal_.message);
  if (refusal_.status == 503) response.retry_after_seconds = 1;
  compose(response);
}

template <class Stream>
void Connection<Stream>::compose(const Response& response) {
  if (worker_.draining) persistence_ = Persistence::close;
  constexpr std::size_t max_head_bytes = 256;
  output_.reserve(max_head_bytes + response.body.size());
  append_head(output_, {.status = response.status,
                        .content_type = response.content_type,
                        .content_length = response.body.size(),
                        .retry_after_seconds = response.retry_after_seconds,
                        .persistence = persistence_,
                        .date = worker_.date});
  if (!is_head_request_) output_ += response.body;
}

// Sends output_ and frees its memory. The write timeout starts with the first wait.
template <class Stream>
Task<bool> Connection<Stream>::flush() {
  std::string_view rest = output_;
  while (!rest.empty()) {
    const IoResult written = stream_.write_some(rest);
    rest.remove_prefix(written.bytes);
    bool ready = written.status == IoStatus::ok;
    if (must_wait(written.status)) {
      if (phase() != TimeoutPhase::write)
        enter_phase(TimeoutPhase::write, worker_.limits.write_timeout);
      ready = co_await wait(written.status);
      if (!ready) after_interruption();
    } else if (!ready) {
      after_loss();
    }
    if (!ready) co_return false;
  }
  output_ = {};
  co_return true;
}

// Closing a socket with unread bytes resets the connection, and the client may lose the answer.
template <class Stream>
Task<void> Connection<Stream>::linger() {
  enter_phase(TimeoutPhase::idle, worker_.limits.linger_timeout);
  stream_.shutdown_write();
  std::size_t dropped = 0;
  while (dropped < worker_.limits.linger_bytes) {
    const IoResult received = stream_.discard_some(worker_.shared_input);
    dropped += received.bytes;
    bool ready = true;
    if (must_wait(received.status))
      ready = co_await wait(received.status);
    else if (received.status != IoStatus::ok)
      co_return;
    if (!ready) co_return;
  }
}

template <class Stream>
IoStatus Connection<Stream>::receive() {
  const IoResult received = stream_.read_some(input_.space());
  input_.commit(received.bytes);
  burst_ += received.bytes;
  return received.status;
}

// False if the phase timed out or the server stops.
template <class Stream>
Task<bool> Connection<Stream>::wait(IoStatus status) {
  input_.keep();
  burst_ = 0;
  co_await stream_.wait(direction_of(status));
  co_return interruption() == Interruption::none;
}

template <class Stream>
Task<bool> Connection<Stream>::let_others_run() {
  input_.keep();
  burst_ = 0;
  co_await stream_.yield();
  co_return interruption() == Interruption::none;
}

template <class Stream>
auto Connection<Stream>::after_interruption() -> Step {
  if (interruption() == Interruption::shutdown) return Step::hang_up;
  worker_.counters.count_timeout(phase());
  if (phase() == TimeoutPhase::header) return refuse({408, "the header did not arrive in time"});
  if (phase() != TimeoutPhase::body) return Step::hang_up;
  if (Clock::now() >= deadline_) return refuse({504, "the body did not arrive in time"});
  return refuse({408, "the body did not arrive in time"});
}

template <class Stream>
auto Connection<Stream>::after_loss() -> Step {
  if (phase() != TimeoutPhase::idle) worker_.counters.lost_connections.add();
  return Step::hang_up;
}

}  // namespace tempo_admission::server
