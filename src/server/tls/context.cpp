#include "server/tls/context.hpp"

#include <openssl/err.h>

#include <array>

#include "server/tls/client_names.hpp"
#include "server/tls/identity_parts.hpp"
#include "server/tls/pem.hpp"

namespace tempo_admission::server {
namespace {

// One read takes several records of a large body from the socket.
constexpr std::size_t read_buffer_bytes = std::size_t{64} << 10;
constexpr long client_chain_limit_bytes = 32 << 10;
constexpr int client_chain_depth = 4;

Error context_error(std::string_view what) {
  return Error{std::string(what) + ": " + take_openssl_error()};
}

int select_http11(SSL*, const unsigned char** chosen, unsigned char* chosen_length,
                  const unsigned char* offered, unsigned int offered_length, void*) {
  static constexpr std::array<unsigned char, 9> ours{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* selected = nullptr;
  const int found = SSL_select_next_proto(&selected, chosen_length, ours.data(), ours.size(),
                                          offered, offered_length);
  *chosen = selected;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool set_profile(SSL_CTX* context) {
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_security_level(context, 2);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_default_read_buffer_len(context, read_buffer_bytes);
  SSL_CTX_set_alpn_select_cb(context, &select_http11, nullptr);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_num_tickets(context, 0) == 1 &&
         SSL_CTX_set_ciphersuites(context,
                                  "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:"
                                  "TLS_CHACHA20_POLY1305_SHA256") == 1 &&
         SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
         SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1;
}

Result<void> set_certificate(SSL_CTX* context, const TlsPem& pem) {
  auto certificates = read_certificates(pem.certificate, "certificate");
  if (!certificates) return tl::unexpected(certificates.error());
  const auto key = read_private_key(pem.key);
  if (!key) return tl::unexpected(key.error());
  ERR_clear_error();
  if (SSL_CTX_use_certificate(context, certificates->front().get()) != 1)
    return tl::unexpected(context_error("certificate"));
  for (std::size_t i = 1; i < certificates->size(); ++i)
    if (SSL_CTX_add1_chain_cert(context, (*certificates)[i].get()) != 1)
      return tl::unexpected(context_error("certificate chain"));
  if (SSL_CTX_use_PrivateKey(context, key->get()) != 1 || SSL_CTX_check_private_key(context) != 1)
    return tl::unexpected(context_error("certificate and key do not match"));
  return {};
}

// Resumption is off, so every connection is checked against the current client CA.
Result<void> set_client_ca(SSL_CTX* context, const TlsPem& pem) {
  if (pem.client_ca.empty()) return {};
  const auto authorities = read_certificates(pem.client_ca, "client CA");
  if (!authorities) return tl::unexpected(authorities.error());
  ERR_clear_error();
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  for (const auto& authority : *authorities)
    if (X509_STORE_add_cert(store, authority.get()) != 1 ||
        SSL_CTX_add_client_CA(context, authority.get()) != 1)
      return tl::unexpected(context_error("client CA"));
  SSL_CTX_set_verify_depth(context, client_chain_depth);
  SSL_CTX_set_max_cert_list(context, client_chain_limit_bytes);
  // On the server side OpenSSL also checks the extended key usage for client authentication.
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return require_client_names(context, pem.client_names);
}

}  // namespace

Result<ContextHandle> make_tls_context(const TlsIdentity& identity) {
  const TlsPem& pem = identity.parts().pem;
  ContextHandle context(SSL_CTX_new(TLS_server_method()));
  if (context == nullptr || !set_profile(context.get()))
    return tl::unexpected(context_error("TLS profile"));
  if (const auto set = set_certificate(context.get(), pem); !set)
    return tl::unexpected(set.error());
  if (const auto set = set_client_ca(context.get(), pem); !set) return tl::unexpected(set.error());
  return context;
}

}  // namespace tempo_admission::server
