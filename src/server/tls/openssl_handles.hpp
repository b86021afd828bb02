// Owning pointers for OpenSSL objects, and its error queue as a string.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

namespace tempo_admission::server {

template <auto free_function>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    free_function(object);
  }
};

using BioHandle = std::unique_ptr<BIO, FreedBy<&BIO_free>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreedBy<&EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, FreedBy<&X509_free>>;
using ContextHandle = std::unique_ptr<SSL_CTX, FreedBy<&SSL_CTX_free>>;
using SslHandle = std::unique_ptr<SSL, FreedBy<&SSL_free>>;

// The newest entry of this thread's error queue, e.g. "key values mismatch"; empties the queue.
[[nodiscard]] std::string take_openssl_error();

}  // namespace tempo_admission::server
