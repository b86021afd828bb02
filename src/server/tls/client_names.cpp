#include "server/tls/client_names.hpp"

#include <algorithm>
#include <string_view>

namespace tempo_admission::server {
namespace {

using Names = std::vector<std::string>;

void free_names(void*, void* names, CRYPTO_EX_DATA*, int, long, void*) {
  delete static_cast<Names*>(names);
}

int names_index() {
  static const int index =
      CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_CTX, 0, nullptr, nullptr, nullptr, &free_names);
  return index;
}

bool contains(const Names& names, const ASN1_STRING* text) {
  const std::string_view name(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                              static_cast<std::size_t>(ASN1_STRING_length(text)));
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool has_common_name_in(const Names& names, const X509* certificate) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  int at = -1;
  while ((at = X509_NAME_get_index_by_NID(subject, NID_commonName, at)) >= 0)
    if (contains(names, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)))) return true;
  return false;
}

bool has_dns_name_in(const Names& names, const X509* certificate) {
  auto* list = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  bool found = false;
  for (int i = 0; i < sk_GENERAL_NAME_num(list) && !found; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(list, i);
    found = name->type == GEN_DNS && contains(names, name->d.dNSName);
  }
  GENERAL_NAMES_free(list);
  return found;
}

int verify_name(int chain_is_good, X509_STORE_CTX* store_context) {
  if (chain_is_good != 1 || X509_STORE_CTX_get_error_depth(store_context) != 0)
    return chain_is_good;
  const auto* ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(store_context, SSL_get_ex_data_X509_STORE_CTX_idx()));
  const auto* names =
      static_cast<const Names*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), names_index()));
  const X509* client = X509_STORE_CTX_get_current_cert(store_context);
  if (has_common_name_in(*names, client) || has_dns_name_in(*names, client)) return 1;
  X509_STORE_CTX_set_error(store_context, X509_V_ERR_APPLICATION_VERIFICATION);
  return 0;
}

}  // namespace

Result<void> require_client_names(SSL_CTX* context, const Names& names) {
  if (names.empty()) return {};
  auto kept = std::make_unique<Names>(names);
  if (SSL_CTX_set_ex_data(context, names_index(), kept.get()) != 1)
    return failure("client names: " + take_openssl_error());
  static_cast<void>(kept.release());  // freed with the context
  SSL_CTX_set_verify(context, SSL_CTX_get_verify_mode(context), &verify_name);
  return {};
}

}  // namespace tempo_admission::server
