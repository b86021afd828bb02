#include "server/tls/pem.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "tempo_admission/server/tls_identity.hpp"

namespace tempo_admission::server {
namespace {

// Checked before decoding: crafted PEM takes more than linear time to decode.
Result<BioHandle> open_pem(std::string_view pem, std::string_view what) {
  if (pem.empty()) return failure(std::string(what) + ": the file is empty");
  if (pem.size() > pem_limit_bytes)
    return failure(std::string(what) + ": larger than " + std::to_string(pem_limit_bytes) +
                   " bytes");
  BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (bio == nullptr) return failure(std::string(what) + ": out of memory");
  return bio;
}

int refuse_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

}  // namespace

Result<std::vector<CertificateHandle>> read_certificates(std::string_view pem,
                                                         std::string_view what) {
  auto bio = open_pem(pem, what);
  if (!bio) return tl::unexpected(bio.error());
  std::vector<CertificateHandle> certificates;
  ERR_clear_error();
  while (X509* certificate = PEM_read_bio_X509(bio->get(), nullptr, nullptr, nullptr))
    certificates.emplace_back(certificate);
  // At the end of the input OpenSSL reports "no start line"; any other error is a damaged block.
  const bool is_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  const std::string fault = take_openssl_error();
  if (!is_end) return failure(std::string(what) + ": cannot read a PEM block: " + fault);
  if (certificates.empty()) return failure(std::string(what) + ": no PEM certificate found");
  return certificates;
}

Result<KeyHandle> read_private_key(std::string_view pem) {
  auto bio = open_pem(pem, "key");
  if (!bio) return tl::unexpected(bio.error());
  bool asked = false;
  ERR_clear_error();
  KeyHandle key(PEM_read_bio_PrivateKey(bio->get(), nullptr, &refuse_passphrase, &asked));
  const std::string fault = take_openssl_error();
  if (asked) return failure("key: encrypted keys are not supported; remove the passphrase");
  if (key == nullptr) return failure("key: cannot read a PEM private key: " + fault);
  return key;
}

}  // namespace tempo_admission::server
