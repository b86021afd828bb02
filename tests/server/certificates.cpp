#include "server/certificates.hpp"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <cstdlib>

namespace tempo_admission::server::testing {
namespace {

// Without its certificates a test is meaningless.
void require(bool is_done) {
  if (!is_done) std::abort();
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  require(extension != nullptr);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

void set_subject(X509* certificate, const std::string& common_name) {
  X509_NAME* subject = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1);
}

void add_extensions(X509* certificate, X509* issuer, const CertificateRequest& request) {
  add_extension(certificate, issuer, NID_basic_constraints,
                request.is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (!request.usage.empty()) add_extension(certificate, issuer, NID_ext_key_usage, request.usage);
  std::string names;
  for (const std::string& name : request.dns_names)
    names += (names.empty() ? "DNS:" : ",DNS:") + name;
  if (!names.empty()) add_extension(certificate, issuer, NID_subject_alt_name, names);
}

KeyPair to_pem(X509* certificate, EVP_PKEY* key) {
  BioHandle certificate_text(BIO_new(BIO_s_mem()));
  BioHandle key_text(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(certificate_text.get(), certificate);
  PEM_write_bio_PrivateKey(key_text.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return {text_of(certificate_text.get()), text_of(key_text.get())};
}

}  // namespace

KeyHandle read_key(const std::string& pem) {
  BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return KeyHandle(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

CertificateHandle read_certificate(const std::string& pem) {
  BioHandle bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return CertificateHandle(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

KeyPair make_certificate(const CertificateRequest& request, const KeyPair* issuer) {
  static long serial = 1;
  KeyHandle key(request.has_weak_key ? EVP_RSA_gen(1024) : EVP_EC_gen("P-256"));
  CertificateHandle certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), request.starts_in_seconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), request.ends_in_seconds);
  X509_set_pubkey(certificate.get(), key.get());
  set_subject(certificate.get(), request.common_name);

  const CertificateHandle authority = issuer ? read_certificate(issuer->certificate) : nullptr;
  const KeyHandle authority_key = issuer ? read_key(issuer->key) : nullptr;
  X509* signer = authority ? authority.get() : certificate.get();
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));
  add_extensions(certificate.get(), signer, request);
  const EVP_MD* digest = request.is_signed_with_sha1 ? EVP_sha1() : EVP_sha256();
  require(X509_sign(certificate.get(), authority_key ? authority_key.get() : key.get(), digest) >
          0);
  return to_pem(certificate.get(), key.get());
}

KeyPair make_authority(const std::string& common_name, const KeyPair* issuer) {
  CertificateRequest request;
  request.common_name = common_name;
  request.dns_names.clear();
  request.usage.clear();
  request.is_authority = true;
  return make_certificate(request, issuer);
}

KeyPair with_forged_key(const KeyPair& pair) {
  const KeyHandle claimed = read_key(pair.key);
  const KeyHandle other(EVP_EC_gen("P-256"));
  std::array<unsigned char, 128> point{};
  std::size_t size = 0;
  require(EVP_PKEY_get_octet_string_param(claimed.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                          point.size(), &size) == 1);
  BIGNUM* secret = nullptr;
  require(EVP_PKEY_get_bn_param(other.get(), OSSL_PKEY_PARAM_PRIV_KEY, &secret) == 1);
  OSSL_PARAM_BLD* parts = OSSL_PARAM_BLD_new();
  OSSL_PARAM_BLD_push_utf8_string(parts, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(parts, OSSL_PKEY_PARAM_PUB_KEY, point.data(), size);
  OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_PRIV_KEY, secret);
  OSSL_PARAM* parameters = OSSL_PARAM_BLD_to_param(parts);
  EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
  EVP_PKEY* forged = nullptr;
  require(EVP_PKEY_fromdata_init(context) == 1 &&
          EVP_PKEY_fromdata(context, &forged, EVP_PKEY_KEYPAIR, parameters) == 1);
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(parameters);
  OSSL_PARAM_BLD_free(parts);
  BN_clear_free(secret);
  const KeyHandle owned(forged);
  return to_pem(read_certificate(pair.certificate).get(), owned.get());
}

std::string encrypt_key(const std::string& key_pem) {
  const KeyHandle key = read_key(key_pem);
  BioHandle text(BIO_new(BIO_s_mem()));
  const std::string passphrase = "secret";
  PEM_write_bio_PrivateKey(text.get(), key.get(), EVP_aes_128_cbc(),
                           reinterpret_cast<const unsigned char*>(passphrase.data()),
                           static_cast<int>(passphrase.size()), nullptr, nullptr);
  return text_of(text.get());
}

}  // namespace tempo_admission::server::testing
