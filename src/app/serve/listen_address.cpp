#include "app/serve/listen_address.hpp"

#include <charconv>
#include <optional>
#include <string>

namespace tempo_admission::app {
namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

}  // namespace

Result<server::Address> parse_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  const auto port =
      colon == std::string_view::npos ? std::nullopt : parse_port(text.substr(colon + 1));
  if (!port)
    return failure("'" + std::string(text) +
                   "' must be ADDRESS:PORT, like 0.0.0.0:8443 or [::]:8443");
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return server::Address{host.empty() ? "::" : std::string(host), *port};
}

}  // namespace tempo_admission::app
