// OpenSSL's view of a non-blocking socket that somebody else owns. Unlike OpenSSL's own it never
// raises SIGPIPE.
#pragma once

#include "server/tls/openssl_handles.hpp"

namespace tempo_admission::server {

[[nodiscard]] BioHandle make_socket_bio(int descriptor);

}  // namespace tempo_admission::server
