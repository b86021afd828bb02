#include "app/health_command.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/serve/listen_address.hpp"

namespace tempo_admission::app {
namespace {

constexpr timeval timeout{.tv_sec = 2, .tv_usec = 0};
constexpr std::size_t max_answer_bytes = 4096;

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

// If the server listens on all addresses, its loopback; IPv6 may be off.
std::vector<std::string> hosts_to_ask(const server::Address& listen) {
  if (listen.host == "::") return {"::1", "127.0.0.1"};
  if (listen.host == "0.0.0.0") return {"127.0.0.1"};
  return {listen.host};
}

// Returns the error, or 0.
int connect_to(const Socket& socket, const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return EINVAL;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  return ::connect(socket.descriptor(), found->ai_addr, found->ai_addrlen) == 0 ? 0 : errno;
}

std::string exchange(const Socket& socket) {
  constexpr std::string_view request =
      "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  std::string answer;
  if (::send(socket.descriptor(), request.data(), request.size(), MSG_NOSIGNAL) < 0) return answer;
  answer.resize(max_answer_bytes);
  std::size_t size = 0;
  while (size < answer.size()) {
    const auto count = ::recv(socket.descriptor(), answer.data() + size, answer.size() - size, 0);
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  answer.resize(size);
  return answer;
}

// The page is one line.
std::string_view body_of(std::string_view answer) {
  const auto head_end = answer.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return {};
  answer.remove_prefix(head_end + 4);
  return answer.substr(0, answer.find('\n'));
}

Result<std::string> ask(const std::string& host, std::uint16_t port) {
  const int family = host.find(':') == std::string::npos ? AF_INET : AF_INET6;
  const Socket socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  if (const int error = connect_to(socket, host, port); error != 0)
    return failure("no answer from " + host + ": " + std::generic_category().message(error));
  std::string answer = exchange(socket);
  if (!answer.starts_with("HTTP/1.1 ")) return failure("no HTTP answer from " + host);
  return answer;
}

Result<std::string> ask_first_that_answers(const server::Address& listen) {
  Result<std::string> answer;
  for (const std::string& host : hosts_to_ask(listen)) {
    answer = ask(host, listen.port);
    if (answer) break;
  }
  return answer;
}

}  // namespace

int run(const HealthCommand& command) {
  const auto listen = parse_listen_address(command.health_listen);
  if (!listen) return report_failure(Error{"--health-listen: " + listen.error().message});
  const auto answer = ask_first_that_answers(*listen);
  if (!answer) return report_failure(answer.error());
  const bool is_ready = answer->starts_with("HTTP/1.1 200 ");
  print_line(body_of(*answer));
  return is_ready ? exit_ok : exit_findings;
}

}  // namespace tempo_admission::app
