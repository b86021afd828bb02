// Which of the clients that a CA vouches for may connect: by common name or DNS name.
#pragma once

#include <string>
#include <vector>

#include "server/tls/openssl_handles.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::server {

// Handshakes of other clients fail; an empty list accepts all. To be called once for a context
// that verifies its peers.
[[nodiscard]] Result<void> require_client_names(SSL_CTX* context,
                                                const std::vector<std::string>& names);

}  // namespace tempo_admission::server
