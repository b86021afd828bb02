// The limit to measure against: plain Beast and OpenSSL on one thread. Reads the whole body,
// answers a constant AdmissionReview, checks nothing. Shares no source with src/server.
//   limit_server CERTIFICATE KEY PORT
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace net = boost::asio;
namespace ssl = net::ssl;
namespace beast = boost::beast;
namespace http = beast::http;

using Executor = net::io_context::executor_type;
using Tcp = net::ip::tcp;
using Socket = net::basic_stream_socket<Tcp, Executor>;
using Stream = ssl::stream<Socket>;
template <class T>
using Task = net::awaitable<T, Executor>;

constexpr net::use_awaitable_t<Executor> use_task{};

const std::string answer =
    R"({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":)"
    R"("00000000-0000-0000-0000-000000000000","allowed":true,"patchType":"JSONPatch","patch":)"
    R"("W3sib3AiOiJhZGQiLCJwYXRoIjoiL21ldGFkYXRhL2Fubm90YXRpb25zIiwidmFsdWUiOnsicHJvbWV0aGV1cy5pby9zY3JhcGUiOiJmYWxzZSJ9fV0="}})";

Task<void> serve(Socket socket, ssl::context& context) {
  boost::system::error_code error;
  socket.set_option(Tcp::no_delay(true), error);
  Stream stream(std::move(socket), context);
  co_await stream.async_handshake(ssl::stream_base::server, net::redirect_error(use_task, error));
  beast::flat_buffer buffer;
  while (!error) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(std::uint64_t{16} << 20);
    co_await http::async_read(stream, buffer, parser, net::redirect_error(use_task, error));
    if (error) break;
    http::response<http::string_body> response{http::status::ok, parser.get().version()};
    response.set(http::field::content_type, "application/json");
    response.keep_alive(parser.get().keep_alive());
    response.body() = answer;
    response.prepare_payload();
    co_await http::async_write(stream, response, net::redirect_error(use_task, error));
    if (!response.keep_alive()) break;
  }
  co_await stream.async_shutdown(net::redirect_error(use_task, error));
}

Task<void> listen(net::io_context& io, ssl::context& context, std::uint16_t port) {
  net::basic_socket_acceptor<Tcp, Executor> acceptor(io, {net::ip::address_v4::loopback(), port});
  for (;;) {
    Socket socket = co_await acceptor.async_accept(use_task);
    net::co_spawn(io, serve(std::move(socket), context), net::detached);
  }
}

int main(int argc, char** argv) try {
  if (argc != 4) return std::fputs("usage: limit_server CERTIFICATE KEY PORT\n", stderr), 2;
  ssl::context context(ssl::context::tls_server);
  context.use_certificate_chain_file(argv[1]);
  context.use_private_key_file(argv[2], ssl::context::pem);
  SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(context.native_handle(), 0);
  SSL_CTX_set_session_cache_mode(context.native_handle(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_ciphersuites(context.native_handle(), "TLS_AES_128_GCM_SHA256");
  net::io_context io(1);
  net::co_spawn(io, listen(io, context, static_cast<std::uint16_t>(std::atoi(argv[3]))),
                net::detached);
  io.run();
} catch (const std::exception& fault) {
  std::fprintf(stderr, "limit_server: %s\n", fault.what());
  return 1;
}
