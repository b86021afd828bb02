#include "server/tls/openssl_handles.hpp"

#include <openssl/err.h>

namespace tempo_admission::server {

std::string take_openssl_error() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(code);
  ERR_clear_error();
  return reason != nullptr ? reason : "unknown error";
}

}  // namespace tempo_admission::server
