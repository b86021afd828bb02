#include "app/health_command.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "app/exit_code.hpp"
#include "app/say.hpp"
#include "app/serve/listen_address.hpp"

namespace tempo_admission::app {
namespace {

constexpr timeval patience{.tv_sec = 2, .tv_usec = 0};
constexpr std::size_t longest_answer = 4096;

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// If the server listens on all addresses, connect to loopback.
std::string host_to_ask(const server::Address& listen) {
  if (listen.host == "0.0.0.0") return "127.0.0.1";
  return listen.host == "::" ? "::1" : listen.host;
}

bool connects(const Socket& socket, const server::Address& listen) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int code = ::getaddrinfo(host_to_ask(listen).c_str(), std::to_string(listen.port).c_str(),
                                 &hints, &found);
  if (code != 0) return false;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  return ::connect(socket.descriptor(), found->ai_addr, found->ai_addrlen) == 0;
}

std::string exchange(const Socket& socket) {
  constexpr std::string_view request =
      "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  std::string answer;
  if (::send(socket.descriptor(), request.data(), request.size(), MSG_NOSIGNAL) < 0) return answer;
  answer.resize(longest_answer);
  std::size_t size = 0;
  while (size < answer.size()) {
    const auto count = ::recv(socket.descriptor(), answer.data() + size, answer.size() - size, 0);
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  answer.resize(size);
  return answer;
}

Result<std::string> ask(const server::Address& listen) {
  const int family = listen.host.find(':') == std::string::npos ? AF_INET : AF_INET6;
  const Socket socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (!connects(socket, listen)) return failure(std::string("no answer: ") + std::strerror(errno));
  std::string answer = exchange(socket);
  if (!answer.starts_with("HTTP/1.1 ")) return failure("no answer over HTTP");
  return answer;
}

}  // namespace

int run(const HealthCommand& command) {
  const auto listen = parse_listen_address(command.health_listen);
  if (!listen) return report_failure({"--health-listen: " + listen.error().message});
  const auto answer = ask(*listen);
  if (!answer) return report_failure(answer.error());
  const bool is_ready = answer->starts_with("HTTP/1.1 200 ");
  const auto body = answer->find("\r\n\r\n");
  std::cout << (body == std::string::npos ? "" : answer->substr(body + 4)) << '\n';
  return is_ready ? exit_ok : exit_findings;
}

}  // namespace tempo_admission::app
