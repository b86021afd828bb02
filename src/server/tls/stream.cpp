#include "server/tls/stream.hpp"

#include <openssl/err.h>
#include <sys/socket.h>

#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

#include "server/tls/socket_bio.hpp"

namespace tempo_admission::server {
namespace {

// SSL_get_error() requires an empty error queue. It almost always is, and checking is cheaper than
// clearing.
void forget_errors() {
  if (ERR_peek_error() != 0) ERR_clear_error();
}

}  // namespace

TlsStream::TlsStream(Socket socket, SSL_CTX* context)
    : socket_(std::move(socket)), ssl_(SSL_new(context)) {
  BioHandle bio = make_socket_bio(socket_.native_handle());
  if (ssl_ == nullptr || bio == nullptr) throw std::bad_alloc();
  BIO* both = bio.release();
  SSL_set_bio(ssl_.get(), both, both);
  SSL_set_accept_state(ssl_.get());
}

TlsStream::~TlsStream() {
  if (ssl_ != nullptr) send_close_notify();
}

IoStatus TlsStream::status_of(int result) {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_NONE:
      return IoStatus::ok;
    case SSL_ERROR_WANT_READ:
      return IoStatus::wants_read;
    case SSL_ERROR_WANT_WRITE:
      return IoStatus::wants_write;
    case SSL_ERROR_ZERO_RETURN:
      return IoStatus::closed;
    default:
      is_broken_ = true;
      fault_ = ERR_peek_last_error() != 0 ? take_openssl_error() : "connection closed by the peer";
      return IoStatus::failed;
  }
}

IoStatus TlsStream::handshake() {
  forget_errors();
  return status_of(SSL_do_handshake(ssl_.get()));
}

IoResult TlsStream::read_some(std::span<char> target) {
  forget_errors();
  std::size_t bytes = 0;
  const int result = SSL_read_ex(ssl_.get(), target.data(), target.size(), &bytes);
  if (result == 1) return {IoStatus::ok, bytes};
  return {status_of(result), 0};
}

IoResult TlsStream::write_some(std::string_view source) {
  forget_errors();
  std::size_t bytes = 0;
  const int result = SSL_write_ex(ssl_.get(), source.data(), source.size(), &bytes);
  if (result == 1) return {IoStatus::ok, bytes};
  return {status_of(result), 0};
}

Task<void> TlsStream::yield() {
  co_await net::post(socket_.get_executor(), use_task);
}

void TlsStream::end_wait() {
  ErrorCode ignored;
  socket_.cancel(ignored);
}

void TlsStream::send_close_notify() {
  const bool is_open = SSL_is_init_finished(ssl_.get()) == 1 && !is_broken_;
  if (!is_open || (SSL_get_shutdown(ssl_.get()) & SSL_SENT_SHUTDOWN) != 0) return;
  forget_errors();
  SSL_shutdown(ssl_.get());
}

void TlsStream::shutdown_write() {
  send_close_notify();
  ErrorCode ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

IoResult TlsStream::discard_some(std::span<char> scratch) {
  const ssize_t received = ::recv(socket_.native_handle(), scratch.data(), scratch.size(), 0);
  if (received > 0) return {IoStatus::ok, static_cast<std::size_t>(received)};
  if (received == 0) return {IoStatus::closed, 0};
  return {errno == EAGAIN || errno == EINTR ? IoStatus::wants_read : IoStatus::failed, 0};
}

}  // namespace tempo_admission::server
