// The content of a TlsIdentity: PEM strings, so that each worker decodes a copy of its own and
// shares nothing.
#pragma once

#include "tempo_admission/server/tls_identity.hpp"

namespace tempo_admission::server {

struct TlsIdentity::Parts {
  TlsPem pem;
  std::chrono::system_clock::time_point not_before;
  std::chrono::system_clock::time_point not_after;
  std::vector<std::string> dns_names;
};

}  // namespace tempo_admission::server
