// Parsed commands as plain values; defaults are those of --help. Knows nothing of flag names.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/kube/json_value.hpp"
#include "tempo_admission/policy/mode.hpp"
#include "tempo_admission/server/limits.hpp"
#include "tempo_admission/tempo/version.hpp"

namespace tempo_admission::app {

// left_out: what a policy asks of objects does not depend on the values that it injects.
enum class ValueFiles : std::uint8_t { read, left_out };

// Which policy to use, and the flags that override it.
struct PolicyChoice {
  std::string source = "preset:default";  // a file, or "preset:NAME"
  std::optional<policy::Mode> ceiling;
  std::optional<tempo::ParsedVersion> tempo_version;
  std::string tempo_version_text;  // as written, for the warning about an unknown one
  std::string values_dir;          // directory of fromFile entries; empty: not allowed
  std::string own_namespace;       // of the webhook itself: exempt, whatever the policy says
  ValueFiles values = ValueFiles::read;
};

struct ReviewCommand {
  PolicyChoice policy;
  kube::Phase phase = kube::Phase::validate;
  std::string file = "-";
};

enum class InputKind : std::uint8_t { manifests, overrides, helm_values };
enum class ReportFormat : std::uint8_t { text, json, sarif, junit };
enum class FailOn : std::uint8_t { error, warning, never };

struct CheckCommand {
  PolicyChoice policy;
  InputKind input = InputKind::manifests;
  ReportFormat format = ReportFormat::text;
  FailOn fail_on = FailOn::error;
  std::optional<kube::Phase> phase;  // nullopt: mutate, then validate the result
  std::string namespace_name = "default";
  std::vector<std::string> files;  // "-": standard input
  std::string explain;             // a finding's code, or "all"; then no file is read
};

struct PolicyValidateCommand {
  PolicyChoice policy;   // source is a file
  std::string webhooks;  // a file with webhook configurations; empty: not compared
};
struct PolicyPrintCommand {
  std::string preset = "default";
};
struct PolicySchemaCommand {};

enum class WebhookOutput : std::uint8_t { manifests, helm };
enum class NoAnswer : std::uint8_t { fail_open, fail_closed };

struct PolicyWebhooksCommand {
  PolicyChoice policy;
  std::string namespace_name = "tempo-admission";
  std::string service = "tempo-admission";
  std::string ca_bundle;  // a PEM file; empty: something else fills it in
  NoAnswer no_answer = NoAnswer::fail_open;
  WebhookOutput output = WebhookOutput::manifests;
};
struct VersionCommand {};

struct HealthCommand {
  std::string health_listen = "127.0.0.1:8080";
};

struct ServeCommand {
  PolicyChoice policy;
  std::string tls_cert;
  std::string tls_key;
  std::string client_ca;                  // empty: callers need no certificate
  std::vector<std::string> client_names;  // of callers; empty: all that client_ca signed
  std::string listen = "[::]:8443";
  std::string health_listen = "[::]:8080";
  std::string webhooks;  // a copy of the registered configurations; empty: not compared
  std::string log_level = "info";
  std::string log_file;     // empty: standard error
  std::size_t workers = 0;  // 0: one per processor
  std::chrono::milliseconds poll_interval{10'000};
  server::Limits limits;
  kube::JsonLimits json_limits;
};

using Command = std::variant<ServeCommand, CheckCommand, ReviewCommand, PolicyValidateCommand,
                             PolicyPrintCommand, PolicySchemaCommand, PolicyWebhooksCommand,
                             VersionCommand, HealthCommand>;

}  // namespace tempo_admission::app
