// TLS over a non-blocking socket: OpenSSL reads and writes the socket itself, Asio only says when.
// No copies through memory BIOs, no buffers while idle. Knows no HTTP.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/http/io_result.hpp"
#include "server/networking.hpp"
#include "server/tls/openssl_handles.hpp"

namespace tempo_admission::server {

// The stream of Connection in the server; see there for its interface. Used on one thread only.
class TlsStream {
 public:
  // Takes ownership of the socket and a reference to `context`. Throws std::bad_alloc.
  TlsStream(Socket socket, SSL_CTX* context);
  TlsStream(TlsStream&&) = default;
  ~TlsStream();

  [[nodiscard]] IoStatus handshake();
  [[nodiscard]] IoResult read_some(std::span<char> target);
  [[nodiscard]] IoResult write_some(std::string_view source);
  [[nodiscard]] bool has_buffered() const { return SSL_has_pending(ssl_.get()) == 1; }

  // Returns when the socket is ready or broken, or end_wait() was called.
  [[nodiscard]] Task<void> wait(Direction direction) {
    return socket_.async_wait(direction == Direction::read ? Socket::wait_read : Socket::wait_write,
                              net::redirect_error(use_task, wait_error_));
  }
  [[nodiscard]] Task<void> yield();
  void end_wait();

  void shutdown_write();  // close_notify and FIN
  [[nodiscard]] IoResult discard_some(std::span<char> scratch);
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  [[nodiscard]] IoStatus status_of(int result);
  void send_close_notify();

  Socket socket_;
  SslHandle ssl_;
  ErrorCode wait_error_;
  std::string fault_;
  bool is_broken_ = false;  // after a fatal error OpenSSL allows no further calls
};

}  // namespace tempo_admission::server
