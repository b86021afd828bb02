#include "server/listener.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <cerrno>
#include <cstring>

namespace tempo_admission::server {
namespace {

// Long enough for descriptors to come back, short enough for a client not to notice.
constexpr std::chrono::milliseconds back_off_time{50};
// Connections accepted before the control thread does other work.
constexpr int accepts_at_once = 64;

std::string address_text(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    return net::ip::make_address_v4(ntohl(v4.sin_addr.s_addr)).to_string();
  }
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
  net::ip::address_v6::bytes_type bytes;
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  const net::ip::address_v6 full(bytes);
  // A client has the same address whether or not the listener is dual-stack.
  return full.is_v4_mapped() ? net::ip::make_address_v4(net::ip::v4_mapped, full).to_string()
                             : full.to_string();
}

bool is_lack_of_resources(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

namespace {

void open_and_listen(Acceptor& acceptor, const Tcp::endpoint& endpoint, ErrorCode& error) {
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
  const bool is_v6_wildcard = endpoint.address() == net::ip::address_v6::any();
  if (!error && is_v6_wildcard) acceptor.set_option(net::ip::v6_only(false), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(Acceptor::max_listen_connections, error);
  if (!error) acceptor.non_blocking(true, error);
}

bool is_lack_of_ipv6(const ErrorCode& error) {
  return error == net::error::address_family_not_supported ||
         error == boost::system::errc::address_not_available;
}

std::string address_text(const Address& address) {
  const bool is_v6 = address.host.find(':') != std::string::npos;
  return (is_v6 ? '[' + address.host + ']' : address.host) + ':' + std::to_string(address.port);
}

}  // namespace

Result<Acceptor> listen_on(net::io_context& context, const Address& address) {
  ErrorCode error;
  const auto host = net::ip::make_address(address.host, error);
  Acceptor acceptor(context);
  if (!error) open_and_listen(acceptor, {host, address.port}, error);
  if (is_lack_of_ipv6(error) && host == net::ip::address_v6::any()) {
    ErrorCode ignored;
    acceptor.close(ignored);
    error.clear();
    open_and_listen(acceptor, {net::ip::address_v4::any(), address.port}, error);
  }
  if (error) return failure("cannot listen on " + address_text(address) + ": " + error.message());
  return acceptor;
}

Listener::Listener(Acceptor acceptor, std::vector<std::unique_ptr<Worker>>& workers,
                   ConnectionSlots& slots, EventSink& events)
    : acceptor_(std::move(acceptor)),
      pause_(acceptor_.get_executor()),
      workers_(workers),
      slots_(slots),
      events_(events),
      port_(acceptor_.local_endpoint().port()) {}

Task<void> Listener::run() {
  while (acceptor_.is_open()) {
    ErrorCode error;
    co_await acceptor_.async_wait(Acceptor::wait_read, net::redirect_error(use_task, error));
    if (error) co_return;
    Outcome outcome = Outcome::taken;
    for (int i = 0; i < accepts_at_once && outcome == Outcome::taken; ++i) outcome = accept_one();
    if (outcome == Outcome::out_of_resources) co_await back_off();
  }
}

void Listener::close() {
  ErrorCode ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

Listener::Outcome Listener::accept_one() {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  Descriptor descriptor(::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&address),
                                  &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (descriptor.get() < 0 && is_lack_of_resources(errno)) {
    counters_.accept_failures.add();
    events_.report(Clock::now(), {Event::Level::error, "cannot accept a connection", "",
                                  std::strerror(errno), 0});
    return Outcome::out_of_resources;
  }
  if (descriptor.get() < 0)
    return errno == EAGAIN || errno == EWOULDBLOCK ? Outcome::nobody_waits : Outcome::taken;
  const Family family = address.ss_family == AF_INET ? Family::v4 : Family::v6;
  admit(std::move(descriptor), family, address_text(address));
  return Outcome::taken;
}

void Listener::admit(Descriptor descriptor, Family family, std::string peer) {
  switch (slots_.take(peer)) {
    case ConnectionSlots::Answer::all_taken:
      counters_.refused_connections.add();
      events_.report(Clock::now(), {Event::Level::warning, "too many connections", peer, "", 0});
      return;
    case ConnectionSlots::Answer::peer_has_too_many:
      counters_.refused_peer_connections.add();
      events_.report(Clock::now(),
                     {Event::Level::warning, "too many connections from one peer", peer, "", 0});
      return;
    case ConnectionSlots::Answer::granted:
      break;
  }
  counters_.accepted_connections.add();
  const int no_delay = 1;
  ::setsockopt(descriptor.get(), IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
  const auto least =
      std::min_element(workers_.begin(), workers_.end(), [](const auto& left, const auto& right) {
        return left->connections() < right->connections();
      });
  (*least)->adopt({std::move(descriptor), family, ConnectionSlot(slots_, std::move(peer))});
}

Task<void> Listener::back_off() {
  pause_.expires_after(back_off_time);
  ErrorCode ignored;
  co_await pause_.async_wait(net::redirect_error(use_task, ignored));
}

}  // namespace tempo_admission::server
