// What `serve` reads from files: policy and certificate, each with a fingerprint of its content.
#pragma once

#include <string>

#include "app/command.hpp"
#include "app/policy_source.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/server/tls_identity.hpp"

namespace tempo_admission::app {

struct PolicyContent {
  PolicyText text;
  std::string fingerprint;  // of the policy and of the files below --values-dir
};
[[nodiscard]] Result<PolicyContent> read_policy_content(const PolicyChoice& choice);

struct CertificateContent {
  server::TlsPem pem;
  std::string fingerprint;
};
[[nodiscard]] Result<CertificateContent> read_certificate_content(const ServeCommand& command);

// Every path whose content takes part.
[[nodiscard]] std::vector<std::string> watched_paths(const ServeCommand& command);

}  // namespace tempo_admission::app
