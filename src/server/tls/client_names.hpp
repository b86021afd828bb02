// Restricts which clients with a certificate from the client CA may connect, by common name or DNS
// name.
#pragma once

#include <string>
#include <vector>

#include "server/tls/openssl_handles.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::server {

// Handshakes of other clients fail; an empty list accepts all. Call once per context, which must
// verify its peers; the context then owns a copy of the names.
[[nodiscard]] Result<void> require_client_names(SSL_CTX* context,
                                                const std::vector<std::string>& names);

}  // namespace tempo_admission::server
