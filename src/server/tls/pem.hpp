// Reads certificates and keys from PEM of bounded size (pem_limit_bytes). Knows no files and no
// TLS.
#pragma once

#include <string_view>
#include <vector>

#include "server/tls/openssl_handles.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::server {

// Returns all certificates in the PEM, at least one. The error starts with `what`, e.g.
// "certificate".
[[nodiscard]] Result<std::vector<CertificateHandle>> read_certificates(std::string_view pem,
                                                                       std::string_view what);
// Returns one private key. An encrypted key is an error, because nobody can enter a passphrase.
[[nodiscard]] Result<KeyHandle> read_private_key(std::string_view pem);

}  // namespace tempo_admission::server
