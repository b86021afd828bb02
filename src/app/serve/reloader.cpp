#include "app/serve/reloader.hpp"

#include <utility>

#include "app/serve/admission_endpoint.hpp"

namespace tempo_admission::app {
namespace {

// A read error counts as content, so that it is reported only once.
template <class Content>
std::string fingerprint_of(const Result<Content>& content) {
  return content ? content->fingerprint : content.error().message;
}

std::string joined(const Lines& lines) {
  std::string all;
  for (const std::string& line : lines) all += (all.empty() ? "" : "\n") + line;
  return all;
}

}  // namespace

Reloader::Reloader(const ServeCommand& command, Parts parts, policy::Policy policy,
                   std::string policy_fingerprint, std::string certificate_fingerprint)
    : command_(command),
      parts_(parts),
      policy_(std::move(policy)),
      policy_seen_(std::move(policy_fingerprint)),
      certificate_seen_(std::move(certificate_fingerprint)) {}

void Reloader::reload_if_changed() {
  reload_policy_if_changed();
  reload_certificate_if_changed();
  parts_.registration.compare_if_changed(policy_);
}

void Reloader::force_reload() {
  policy_seen_.reset();
  certificate_seen_.reset();
  reload_if_changed();
}

void Reloader::reload_policy_if_changed() {
  const auto content = read_policy_content(command_.policy, FileKind::regular);
  const std::string fingerprint = fingerprint_of(content);
  if (std::exchange(policy_seen_, fingerprint) == fingerprint) return;
  report(Reloadable::policy, try_policy(content), fingerprint);
}

void Reloader::reload_certificate_if_changed() {
  const auto content = read_certificate_content(command_, FileKind::regular);
  const std::string fingerprint = fingerprint_of(content);
  if (std::exchange(certificate_seen_, fingerprint) == fingerprint) return;
  report(Reloadable::certificate, try_certificate(content), fingerprint);
}

Result<void> Reloader::try_policy(const Result<PolicyContent>& content) {
  if (!content) return tl::unexpected(content.error());
  auto compiled = compile_policy(content->text, command_.policy);
  if (!compiled) return failure(joined(compiled.error()));
  for (const std::string& warning : compiled->warnings) {
    parts_.log.say(LogLevel::warn, "policy warning", warning);
  }
  policy_ = std::move(compiled->policy);
  parts_.server.visit_applications(
      [policy = policy_](std::size_t, server::Application& application) {
        static_cast<AdmissionEndpoint&>(application).use(policy);
      });
  parts_.registration.compare(policy_);
  return {};
}

Result<void> Reloader::try_certificate(const Result<CertificateContent>& content) {
  if (!content) return tl::unexpected(content.error());
  const auto identity = server::TlsIdentity::from_pem(content->pem);
  if (!identity) return tl::unexpected(identity.error());
  if (auto used = parts_.server.use(*identity); !used) return used;
  parts_.readiness.set_certificate_end(identity->not_after());
  parts_.metrics.set_certificate(identity->not_before(), identity->not_after());
  return {};
}

void Reloader::report(Reloadable what, const Result<void>& tried, const std::string& fingerprint) {
  const bool policy = what == Reloadable::policy;
  if (tried) {
    parts_.metrics.reload_succeeded(what, fingerprint);
    parts_.log.say(LogLevel::info, policy ? "policy reloaded" : "certificate reloaded",
                   fingerprint);
    return;
  }
  parts_.metrics.reload_failed(what);
  parts_.log.say(LogLevel::error,
                 policy ? "policy not reloaded; keeping the previous one"
                        : "certificate not reloaded; keeping the previous one",
                 tried.error().message);
}

}  // namespace tempo_admission::app
