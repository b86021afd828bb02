// Certificates and keys out of PEM texts of bounded size. Knows no files and no TLS.
#pragma once

#include <string_view>
#include <vector>

#include "server/tls/openssl_handles.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::server {

// All certificates of a text, at least one. `what` begins the error, e.g. "certificate".
[[nodiscard]] Result<std::vector<CertificateHandle>> read_certificates(std::string_view pem,
                                                                       std::string_view what);
// One private key; an encrypted one is refused, there is nobody to ask for its passphrase.
[[nodiscard]] Result<KeyHandle> read_private_key(std::string_view pem);

}  // namespace tempo_admission::server
