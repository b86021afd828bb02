// Certificates for tests, made at run time with OpenSSL, so that the repository contains no secrets
// and nothing expires.
#pragma once

#include <string>
#include <vector>

#include "server/tls/openssl_handles.hpp"

namespace tempo_admission::server::testing {

struct KeyPair {
  std::string certificate;  // PEM
  std::string key;          // PEM
};

struct CertificateRequest {
  std::string common_name = "tempo-admission";
  std::vector<std::string> dns_names = {"localhost"};
  std::string usage = "serverAuth";  // extended key usage; empty: none
  long starts_in_seconds = -3600;
  long ends_in_seconds = 3600;
  bool is_authority = false;
  bool is_signed_with_sha1 = false;
  bool has_weak_key = false;  // RSA of 1024 bits instead of P-256
};

// Signed by `issuer`, or by itself without one.
[[nodiscard]] KeyPair make_certificate(const CertificateRequest& request,
                                       const KeyPair* issuer = nullptr);
[[nodiscard]] KeyPair make_authority(const std::string& common_name = "test CA",
                                     const KeyPair* issuer = nullptr);
// The same certificate with a key that claims to match but does not: its signatures are invalid.
[[nodiscard]] KeyPair with_forged_key(const KeyPair& pair);
[[nodiscard]] std::string encrypt_key(const std::string& key_pem);
// From PEM; empty if it cannot be read.
[[nodiscard]] KeyHandle read_key(const std::string& pem);
[[nodiscard]] CertificateHandle read_certificate(const std::string& pem);

}  // namespace tempo_admission::server::testing
