// Reads the policy and certificate files of `serve`, each with a fingerprint of its content.
#pragma once

#include <string>

#include "app/command.hpp"
#include "app/policy_source.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/server/tls_identity.hpp"

namespace tempo_admission::app {

// Not yet compiled: it may be invalid.
struct PolicyContent {
  PolicyText text;
  std::string fingerprint;  // of the policy and the files in --values-dir
};
[[nodiscard]] Result<PolicyContent> read_policy_content(const PolicyChoice& choice,
                                                        FileKind kind = FileKind::any);

struct CertificateContent {
  server::TlsPem pem;
  std::string fingerprint;
};
[[nodiscard]] Result<CertificateContent> read_certificate_content(const ServeCommand& command,
                                                                  FileKind kind = FileKind::any);

// Every file and directory that is read, without presets.
[[nodiscard]] std::vector<std::string> watched_paths(const ServeCommand& command);

}  // namespace tempo_admission::app
