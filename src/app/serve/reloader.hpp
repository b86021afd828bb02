// Loads new policies and certificates into a running server, completely or not at all.
#pragma once

#include <optional>
#include <string>

#include "app/command.hpp"
#include "app/serve/configuration.hpp"
#include "app/serve/log.hpp"
#include "app/serve/metrics.hpp"
#include "app/serve/readiness.hpp"
#include "app/serve/registration_check.hpp"
#include "tempo_admission/server/server.hpp"

namespace tempo_admission::app {

// Used on the main thread only. `command` and all parts must outlive it.
class Reloader {
 public:
  struct Parts {
    server::Server& server;
    Metrics& metrics;
    Readiness& readiness;
    RegistrationCheck& registration;
    Log& log;
  };

  // The policy and the fingerprints are those in use.
  Reloader(const ServeCommand& command, Parts parts, policy::Policy policy,
           std::string policy_fingerprint, std::string certificate_fingerprint);

  // Compares the files with what was seen last and tries new content once. If it is valid it is
  // used; otherwise the old content stays in use, and the log and a metric report the error.
  void reload_if_changed();
  // The same, but also retries content that was already seen (SIGHUP).
  void force_reload();

 private:
  void reload_policy_if_changed();
  void reload_certificate_if_changed();
  [[nodiscard]] Result<void> try_policy(const Result<PolicyContent>& content);
  [[nodiscard]] Result<void> try_certificate(const Result<CertificateContent>& content);
  void report(Reloadable what, const Result<void>& tried, const std::string& fingerprint);

  const ServeCommand& command_;
  Parts parts_;
  policy::Policy policy_;
  std::optional<std::string> policy_seen_;
  std::optional<std::string> certificate_seen_;
};

}  // namespace tempo_admission::app
