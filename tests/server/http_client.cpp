#include "server/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "server/certificates.hpp"
#include "server/tls/socket_bio.hpp"

namespace tempo_admission::server::testing {
namespace {

// Generous: it only ends a test that fails.
constexpr timeval time_limit{10, 0};

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "Content-Length: ";
  const auto at = head.find(name);
  return at == head.npos ? 0 : std::strtoul(head.data() + at + name.size(), nullptr, 10);
}

}  // namespace

HttpClient::HttpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time_limit, sizeof time_limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &time_limit, sizeof time_limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

HttpClient::HttpClient(HttpClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      context_(std::move(other.context_)),
      ssl_(std::move(other.ssl_)),
      received_(std::move(other.received_)) {}

HttpClient& HttpClient::operator=(HttpClient&& other) noexcept {
  // Swapped, so that the other object releases what this one held.
  std::swap(socket_, other.socket_);
  std::swap(context_, other.context_);
  std::swap(ssl_, other.ssl_);
  std::swap(received_, other.received_);
  return *this;
}

HttpClient::~HttpClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool HttpClient::handshake(const TlsOptions& options) {
  if (socket_ < 0) return false;
  context_.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_security_level(context_.get(), 0);  // the server must be the one that refuses
  SSL_CTX_set_min_proto_version(context_.get(), options.lowest_version);
  SSL_CTX_set_max_proto_version(context_.get(), options.highest_version);
  if (!options.ciphers.empty()) SSL_CTX_set_cipher_list(context_.get(), options.ciphers.c_str());
  if (options.certificate != nullptr) {
    SSL_CTX_use_certificate(context_.get(),
                            read_certificate(options.certificate->certificate).get());
    SSL_CTX_use_PrivateKey(context_.get(), read_key(options.certificate->key).get());
  }
  for (const KeyPair& authority : options.chain)
    SSL_CTX_add1_chain_cert(context_.get(), read_certificate(authority.certificate).get());
  ssl_.reset(SSL_new(context_.get()));
  if (!options.alpn.empty())
    SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(options.alpn.data()),
                        static_cast<unsigned>(options.alpn.size()));
  if (!options.server_name.empty())
    SSL_set_tlsext_host_name(ssl_.get(), options.server_name.c_str());
  BIO* bio = make_socket_bio(socket_).release();
  SSL_set_bio(ssl_.get(), bio, bio);
  ERR_clear_error();
  return SSL_connect(ssl_.get()) == 1;
}

bool HttpClient::send(std::string_view bytes) {
  ERR_clear_error();
  while (!bytes.empty()) {
    const int sent = SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpClient::send_plain(std::string_view bytes) {
  return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

bool HttpClient::receive() {
  std::array<char, 16384> buffer;
  ERR_clear_error();
  const int received = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
  if (received <= 0) return false;
  received_.append(buffer.data(), static_cast<std::size_t>(received));
  return true;
}

std::optional<HttpResponse> HttpClient::read_response(bool is_answer_to_head) {
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == received_.npos)
    if (!receive()) return std::nullopt;
  HttpResponse response;
  response.head = received_.substr(0, end + 4);
  response.status = std::atoi(response.head.c_str() + sizeof("HTTP/1.1 ") - 1);
  const std::size_t length = is_answer_to_head ? 0 : content_length(response.head);
  const std::size_t total = response.head.size() + length;
  while (received_.size() < total)
    if (!receive()) return std::nullopt;
  response.body = received_.substr(response.head.size(), length);
  received_.erase(0, total);
  return response;
}

std::string HttpClient::read_some_plain() {
  std::array<char, 4096> buffer;
  const ssize_t received = ::recv(socket_, buffer.data(), buffer.size(), 0);
  return received > 0 ? std::string(buffer.data(), static_cast<std::size_t>(received)) : "";
}

bool HttpClient::is_closed_by_server() {
  std::array<char, 4096> buffer;
  ssize_t received = 0;
  while ((received = ::recv(socket_, buffer.data(), buffer.size(), 0)) > 0) {
  }
  return received == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

void HttpClient::close_notify() {
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
}

void HttpClient::shutdown_write() {
  ::shutdown(socket_, SHUT_WR);
}

void HttpClient::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(socket_, -1));
}

void HttpClient::shrink_receive_buffer() {
  const int bytes = 4096;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

HttpClient connect(std::uint16_t port, const TlsOptions& options) {
  HttpClient client(port);
  if (!client.handshake(options)) std::abort();
  return client;
}

std::string post(std::string_view path, std::string_view body, std::string_view extra_fields) {
  std::string request = "POST ";
  request.append(path).append(" HTTP/1.1\r\nHost: webhook.test.svc:443\r\n");
  request.append("Content-Type: application/json\r\n").append(extra_fields);
  request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return request.append(body);
}

}  // namespace tempo_admission::server::testing
