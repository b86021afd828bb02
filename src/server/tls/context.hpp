// The TLS profile: versions, suites, ALPN, client certificates. Knows no sockets.
#pragma once

#include "server/tls/openssl_handles.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/server/tls_identity.hpp"

namespace tempo_admission::server {

// TLS 1.2 (ECDHE with AEAD) and 1.3; no resumption, renegotiation, compression or early data, so
// that every connection is checked in full; ALPN http/1.1 or none. The caller owns the context; it
// shares nothing with other contexts of the same identity, so each worker's thread can use its own.
// Error: one line that names the PEM and the problem.
[[nodiscard]] Result<ContextHandle> make_tls_context(const TlsIdentity& identity);

}  // namespace tempo_admission::server
