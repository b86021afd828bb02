#include "server/health_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

namespace tempo_admission::server {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

using Stream = beast::basic_stream<Tcp, Executor, beast::unlimited_rate_policy>;
using HealthRequest = http::request<http::empty_body>;
using HealthResponse = http::response<http::string_body>;

constexpr std::uint32_t header_limit_bytes = 8192;
constexpr std::chrono::seconds first_read_timeout{10};
constexpr std::chrono::seconds idle_timeout{60};  // between two scrapes
constexpr std::chrono::seconds write_timeout{10};
constexpr std::chrono::milliseconds back_off_time{50};

struct Page {
  http::status status;
  std::string text;
};

Page page_of(const HealthRequest& request, Probes& probes) {
  const std::string_view target(request.target().data(), request.target().size());
  const std::string_view path = target.substr(0, target.find('?'));
  const auto ok_or_unavailable = [](bool is_ok) {
    return is_ok ? http::status::ok : http::status::service_unavailable;
  };
  if (path != "/livez" && path != "/readyz" && path != "/metrics")
    return {http::status::not_found, "not found\n"};
  if (request.method() != http::verb::get && request.method() != http::verb::head)
    return {http::status::method_not_allowed, "only GET is allowed\n"};
  if (path == "/metrics") return {http::status::ok, probes.metrics()};
  if (path == "/livez") {
    const bool is_live = probes.live();
    return {ok_or_unavailable(is_live), is_live ? "ok\n" : "not live\n"};
  }
  const std::string reason = probes.why_not_ready();
  return {ok_or_unavailable(reason.empty()), reason.empty() ? "ok\n" : reason + "\n"};
}

bool is_lack_of_descriptors(const ErrorCode& error) {
  return error == boost::system::errc::too_many_files_open ||
         error == boost::system::errc::too_many_files_open_in_system;
}

HealthResponse response_to(const HealthRequest& request, Probes& probes) {
  Page page = page_of(request, probes);
  HealthResponse response{page.status, request.version()};
  response.set(http::field::content_type, "text/plain; version=0.0.4; charset=utf-8");
  if (page.status == http::status::method_not_allowed)
    response.set(http::field::allow, "GET, HEAD");
  response.keep_alive(request.keep_alive());
  response.content_length(page.text.size());
  if (request.method() != http::verb::head) response.body() = std::move(page.text);
  return response;
}

}  // namespace

HealthServer::HealthServer(Acceptor acceptor, Probes& probes, std::size_t max_connections)
    : acceptor_(std::move(acceptor)),
      pause_(acceptor_.get_executor()),
      probes_(probes),
      max_connections_(max_connections),
      port_(acceptor_.local_endpoint().port()) {}

Task<void> HealthServer::run() {
  while (acceptor_.is_open()) {
    ErrorCode error;
    Socket socket(acceptor_.get_executor());
    co_await acceptor_.async_accept(socket, net::redirect_error(use_task, error));
    if (!acceptor_.is_open()) co_return;
    if (is_lack_of_descriptors(error) && !open_.empty())
      close_oldest();
    else if (error)
      co_await pause();
    else
      net::co_spawn(acceptor_.get_executor(), serve(std::move(socket)), net::detached);
  }
}

void HealthServer::close() {
  ErrorCode ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

Task<void> HealthServer::pause() {
  pause_.expires_after(back_off_time);
  ErrorCode ignored;
  co_await pause_.async_wait(net::redirect_error(use_task, ignored));
}

// Silent connections cannot block the kubelet's next probe: neither at the limit nor when there are
// no descriptors left.
void HealthServer::close_oldest() {
  ErrorCode ignored;
  open_.begin()->second->close(ignored);
  open_.erase(open_.begin());
}

std::uint64_t HealthServer::take_place(Socket& socket) {
  if (open_.size() == max_connections_) close_oldest();
  open_.emplace(next_place_, &socket);
  return next_place_++;
}

Task<void> HealthServer::serve(Socket socket) {
  Stream stream(std::move(socket));
  const std::uint64_t place = take_place(stream.socket());
  beast::flat_buffer buffer(header_limit_bytes);
  ErrorCode error;
  bool is_open = true;
  std::chrono::seconds read_timeout = first_read_timeout;
  while (is_open) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(header_limit_bytes);
    stream.expires_after(read_timeout);
    co_await http::async_read(stream, buffer, parser, net::redirect_error(use_task, error));
    if (error) break;
    HealthResponse response = response_to(parser.get(), probes_);
    read_timeout = idle_timeout;
    stream.expires_after(write_timeout);
    co_await http::async_write(stream, response, net::redirect_error(use_task, error));
    is_open = !error && response.keep_alive();
  }
  ErrorCode ignored;
  stream.socket().shutdown(Socket::shutdown_send, ignored);
  open_.erase(place);
}

}  // namespace tempo_admission::server
