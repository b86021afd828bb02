// A client for tests that can misbehave: sends any bytes over TLS or in plaintext, half-closes,
// resets, stalls. Blocking, with a time limit on every read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/certificates.hpp"
#include "server/tls/openssl_handles.hpp"

namespace tempo_admission::server::testing {

struct HttpResponse {
  int status = 0;
  std::string head;  // with the empty line
  std::string body;

  [[nodiscard]] bool has(std::string_view field_line) const {
    return head.find(field_line) != head.npos;
  }
};

struct TlsOptions {
  int lowest_version = TLS1_2_VERSION;
  int highest_version = TLS1_3_VERSION;
  std::string alpn;                      // wire format, e.g. "\x08http/1.1"
  std::string server_name;               // SNI
  const KeyPair* certificate = nullptr;  // of the client
  std::vector<KeyPair> chain;            // the CAs between it and the one that the server trusts
  std::string ciphers;                   // TLS 1.2
};

class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port);  // connects, no TLS yet
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  // False if the server refuses the handshake; TLS 1.3 reports a refused client certificate only at
  // the first read.
  [[nodiscard]] bool handshake(const TlsOptions& options = {});
  [[nodiscard]] SSL* ssl() { return ssl_.get(); }

  bool send(std::string_view bytes);  // false when the server has closed
  bool send_plain(std::string_view bytes);
  // nullopt at the end of the connection or after the time limit.
  [[nodiscard]] std::optional<HttpResponse> read_response(bool is_answer_to_head = false);
  [[nodiscard]] std::string read_some_plain();
  // True if the server has closed the connection; false if it is still open after the limit.
  [[nodiscard]] bool is_closed_by_server();
  [[nodiscard]] std::string take_leftover() { return std::move(received_); }

  void close_notify();           // the TLS half-close
  void shutdown_write();         // FIN without close_notify
  void reset();                  // RST
  void shrink_receive_buffer();  // before handshake()

 private:
  [[nodiscard]] bool receive();

  int socket_;
  ContextHandle context_;
  SslHandle ssl_;
  std::string received_;
};

// Connected and with the handshake done.
[[nodiscard]] HttpClient connect(std::uint16_t port, const TlsOptions& options = {});

// A valid POST with a Content-Length.
[[nodiscard]] std::string post(std::string_view path, std::string_view body,
                               std::string_view extra_fields = "");

}  // namespace tempo_admission::server::testing
