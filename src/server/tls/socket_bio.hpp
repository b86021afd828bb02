// A BIO for a non-blocking socket, which it does not own and which must outlive it. Unlike
// OpenSSL's socket BIO it never raises SIGPIPE.
#pragma once

#include "server/tls/openssl_handles.hpp"

namespace tempo_admission::server {

[[nodiscard]] BioHandle make_socket_bio(int descriptor);

}  // namespace tempo_admission::server
