// Where the server listens, with how many threads, and its bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "tempo_admission/server/limits.hpp"

namespace tempo_admission::server {

// A local address; a host name is an error of Server::start().
struct Address {
  // A literal IPv4 or IPv6 address. "::" accepts IPv4 too, and is 0.0.0.0 where IPv6 is off.
  std::string host = "::";
  std::uint16_t port = 0;  // 0: any free port
};

// Read once by Server::start(). Policies and certificates are not part of it: they can be reloaded.
struct Options {
  Address listen{"::", 8443};
  Address health_listen{"::", 8080};
  std::size_t workers = 1;  // threads that serve HTTPS; 0 counts as 1
  Limits limits;
};

}  // namespace tempo_admission::server
