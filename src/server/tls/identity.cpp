#include "tempo_admission/server/tls_identity.hpp"

#include <openssl/asn1.h>

#include <ctime>

#include "server/tls/context.hpp"
#include "server/tls/identity_parts.hpp"
#include "server/tls/pem.hpp"

namespace tempo_admission::server {
namespace {

std::chrono::system_clock::time_point time_of(const ASN1_TIME* time) {
  std::tm utc{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &utc) != 1) return {};
  return std::chrono::system_clock::from_time_t(timegm(&utc));
}

struct AlternativeNames {
  std::vector<std::string> dns;
  bool has_address = false;
};

AlternativeNames alternative_names(const X509* certificate) {
  AlternativeNames names;
  auto* list = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(list); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(list, i);
    if (name->type == GEN_IPADD) names.has_address = true;
    if (name->type != GEN_DNS) continue;
    const auto* text = ASN1_STRING_get0_data(name->d.dNSName);
    names.dns.emplace_back(reinterpret_cast<const char*>(text),
                           static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
  }
  GENERAL_NAMES_free(list);
  return names;
}

}  // namespace

Result<TlsIdentity> TlsIdentity::from_pem(const TlsPem& pem) {
  const auto certificates = read_certificates(pem.certificate, "certificate");
  if (!certificates) return tl::unexpected(certificates.error());
  const X509* leaf = certificates->front().get();
  AlternativeNames names = alternative_names(leaf);
  if (names.dns.empty() && !names.has_address)
    return failure(
        "certificate: no DNS name or address in subjectAltName; the API server ignores the common "
        "name");
  auto parts = std::make_shared<Parts>();
  parts->pem = pem;
  parts->not_before = time_of(X509_get0_notBefore(leaf));
  parts->not_after = time_of(X509_get0_notAfter(leaf));
  parts->dns_names = std::move(names.dns);
  TlsIdentity identity(std::move(parts));
  // Creating a context finds all other problems.
  if (const auto context = make_tls_context(identity); !context)
    return tl::unexpected(context.error());
  return identity;
}

std::chrono::system_clock::time_point TlsIdentity::not_before() const {
  return parts_->not_before;
}
std::chrono::system_clock::time_point TlsIdentity::not_after() const {
  return parts_->not_after;
}
const std::vector<std::string>& TlsIdentity::dns_names() const {
  return parts_->dns_names;
}
bool TlsIdentity::asks_for_client_certificate() const {
  return !parts_->pem.client_ca.empty();
}

}  // namespace tempo_admission::server
