#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <sstream>

#include "app/exit_code.hpp"
#include "app/flag_values.hpp"
#include "tempo_admission/base/nearest_name.hpp"

namespace tempo_admission::app {
namespace {

constexpr const char* about =
    "Admission webhook for Grafana Tempo on Kubernetes: adds missing annotations to Services and\n"
    "rejects tenant ConfigMaps that Tempo would not load.";

constexpr const char* footnote =
    "Every flag can be set by an environment variable (--tls-cert: TEMPO_ADMISSION_TLS_CERT); the\n"
    "flag takes precedence. Exit codes: 0 success, 1 findings (check, policy validate) or not "
    "ready\n"
    "(health), 2 could not run.";

using namespace std::chrono_literals;

constexpr std::uint64_t kib = 1U << 10;
constexpr std::uint64_t mib = 1U << 20;
constexpr std::uint64_t gib = 1U << 30;

// Below it the server would time out before it could do the work.
constexpr DurationRange timeout_range{10ms, 24h};
// Zero: no waiting.
constexpr DurationRange drain_range{0ms, 24h};

// "--max-body-bytes SIZE (default 16MiB)".
class HelpFormatter : public CLI::Formatter {
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string text;
    if (option->get_type_size() != 0 && !option->get_type_name().empty())
      text += ' ' + option->get_type_name();
    if (!option->get_default_str().empty()) text += " (default " + option->get_default_str() + ')';
    if (option->get_required()) text += " (required)";
    if (!option->get_envname().empty()) text += " [" + option->get_envname() + ']';
    for (const CLI::Option* other : option->get_excludes())
      text += " (not with " + other->get_name() + ')';
    return text;
  }
};

// A subcommand completes on its own (parse_complete_callback): environment variables of other
// commands are ignored.
template <class T>
void choose_when_complete(CLI::App& sub, std::shared_ptr<T> command,
                          std::optional<Command>& chosen) {
  sub.parse_complete_callback([command, &chosen] { chosen = *command; });
}

template <class T>
CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& help,
                      std::shared_ptr<T> command, std::optional<Command>& chosen) {
  CLI::App& sub = *parent.add_subcommand(name, help);
  choose_when_complete(sub, std::move(command), chosen);
  return sub;
}

void add_tls_flags(CLI::App& sub, ServeCommand& serve) {
  add_text(sub, "--tls-cert", serve.tls_cert, "Certificate chain, PEM; reloaded when it changes")
      ->type_name("FILE");
  add_text(sub, "--tls-key", serve.tls_key, "Private key of the certificate, PEM, not encrypted")
      ->type_name("FILE");
  add_text(sub, "--client-ca", serve.client_ca,
           "Require client certificates signed by one of these CAs, PEM")
      ->type_name("FILE");
  sub.add_option("--client-name", serve.client_names,
                 "Allowed common or DNS name of a client certificate; repeatable; default any")
      ->envname(environment_twin("--client-name"))
      ->delimiter(',')
      ->type_name("NAME");
}

void add_limit_flags(CLI::App& sub, server::Limits& limits) {
  add_bytes(sub, "--max-body-bytes", limits.body_bytes, {kib, gib},
            "Maximum size of a request body; above it: 413");
  add_bytes(sub, "--max-in-flight-bytes", limits.in_flight_bytes, {16 * kib, 64 * gib},
            "Total bytes of request bodies in flight; above it: 503 (retryable)");
  add_bytes(sub, "--max-header-bytes", limits.header_bytes, {256, mib},
            "Maximum size of a request header; above it: 431");
  add_count(sub, "--max-headers", limits.header_count, {1, 10'000},
            "Maximum number of header fields; above it: 431");
  add_bytes(sub, "--max-target-bytes", limits.target_bytes, {16, 64 * kib},
            "Maximum length of a request target; above it: 414");
  add_count(sub, "--max-connections", limits.connections, {1, 1'000'000},
            "Maximum number of open connections");
  add_count(sub, "--max-connections-per-peer", limits.connections_per_peer, {1, 1'000'000},
            "Maximum number of open connections from one address");
  add_bytes(sub, "--linger-bytes", limits.linger_bytes, {0, gib},
            "Bytes to read of a rejected body, so that the client can read the answer");
}

void add_json_flags(CLI::App& sub, kube::JsonLimits& limits) {
  add_count(sub, "--max-json-depth", limits.max_depth, {10, 10'000},
            "Maximum nesting of a review; above it: 400");
  add_count(sub, "--max-json-values", limits.max_values, {10, 100'000'000},
            "Maximum number of keys and values of a review; above it: 400");
}

void add_timeout_flags(CLI::App& sub, server::Limits& limits) {
  const auto add = [&sub](const char* flag, std::chrono::milliseconds& value, const char* help) {
    add_duration(sub, flag, value, timeout_range, help);
  };
  add("--handshake-timeout", limits.handshake_timeout, "Time limit for the TLS handshake");
  add("--header-timeout", limits.header_timeout, "Time limit for reading a request header");
  add("--body-timeout", limits.body_timeout, "Time limit for reading a request body");
  add("--write-timeout", limits.write_timeout, "Time limit for writing an answer");
  add("--idle-timeout", limits.idle_timeout,
      "Time limit between two requests; must be longer than the API server's 90s");
  add("--linger-timeout", limits.linger_timeout, "Time limit for reading a rejected body");
}

void add_lifecycle_flags(CLI::App& sub, ServeCommand& serve) {
  add_duration(sub, "--drain-delay", serve.limits.drain_delay, drain_range,
               "How long to keep serving, not ready, after SIGTERM");
  add_duration(sub, "--drain-timeout", serve.limits.drain_timeout, drain_range,
               "How long to wait for running requests after that");
  add_duration(sub, "--poll-interval", serve.poll_interval, {100ms, 24h},
               "How often to check the policy, values and certificate for changes, in addition to "
               "watching them");
  add_text(sub, "--webhooks", serve.webhooks,
           "A copy of the registered webhook configurations; a policy that needs more is logged")
      ->type_name("FILE");
  add_text(sub, "--log-file", serve.log_file, "File to write the log to instead of standard error")
      ->type_name("FILE");
  add_text(sub, "--log-level", serve.log_level, "Minimum log level; decisions are logged at info")
      ->capture_default_str()
      ->type_name("trace|debug|info|warn|error|off")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}).description(""));
}

void add_serve(CLI::App& sub, std::optional<Command>& chosen) {
  const auto serve = std::make_shared<ServeCommand>();
  choose_when_complete(sub, serve, chosen);
  add_tls_flags(sub, *serve);
  add_policy_flags(sub, serve->policy);
  add_text(
      sub, "--listen", serve->listen,
      "Address of the webhook (HTTPS); port 0: any free port; [::] includes IPv4, and is 0.0.0.0 "
      "where IPv6 is off")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  add_text(sub, "--health-listen", serve->health_listen,
           "Address of /livez, /readyz and /metrics (plain HTTP)")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  add_text(sub, "--own-namespace", serve->policy.own_namespace,
           "Namespace of this webhook; exempt, so that the webhook cannot block its own repair")
      ->type_name("NAME");
  add_count(sub, "--workers", serve->workers, {0, 1'024},
            "Number of worker threads; 0: one for each processor");
  add_lifecycle_flags(sub, *serve);
  add_limit_flags(sub, serve->limits);
  add_json_flags(sub, serve->json_limits);
  add_timeout_flags(sub, serve->limits);
  sub.footer(
      "SIGTERM and SIGINT drain the server and stop it; a second one stops it at once. SIGHUP "
      "reloads.");
}

void add_input_kinds(CLI::App& sub, CheckCommand& check) {
  const auto overrides = sub.add_flag_callback(
      "--overrides", [&check] { check.input = InputKind::overrides; },
      "Each FILE is a per-tenant overrides file");
  const auto values = sub.add_flag_callback(
      "--values", [&check] { check.input = InputKind::helm_values; },
      "Each FILE contains Helm values: per_tenant_overrides, provisioner.additionalTenants");
  overrides->envname(environment_twin("--overrides"))->excludes(values);
  values->envname(environment_twin("--values"));
}

void add_check(CLI::App& sub, std::optional<Command>& chosen) {
  const auto check = std::make_shared<CheckCommand>();
  sub.add_option(
         "FILE", check->files,
         "YAML or JSON manifests, as helm template prints them, Lists or AdmissionReviews;\n"
         "- is standard input; directories are not searched")
      ->type_name("");
  add_text(sub, "--explain", check->explain,
           "Print what a finding means, with examples, and stop; all: the list of all codes")
      ->type_name("CODE|all");
  sub.parse_complete_callback([check, &chosen] {
    if (check->files.empty() && check->explain.empty()) throw CLI::RequiredError("FILE");
    chosen = *check;
  });
  add_policy_flags(sub, check->policy);
  add_input_kinds(sub, *check);
  add_phase(sub, check->phase, "Run only this phase; default: mutate, then validate the result");
  add_text(sub, "--namespace", check->namespace_name, "Namespace for manifests without one")
      ->capture_default_str()
      ->type_name("NAME");
  add_format(sub, check->format);
  add_fail_on(sub, check->fail_on);
}

void add_review(CLI::App& sub, std::optional<Command>& chosen) {
  const auto review = std::make_shared<ReviewCommand>();
  const auto phase = std::make_shared<std::optional<kube::Phase>>();
  sub.add_option("FILE", review->file, "The AdmissionReview; - is standard input")
      ->capture_default_str()
      ->type_name("");
  add_phase(sub, *phase, "Phase to answer for")->required();
  add_policy_flags(sub, review->policy);
  sub.parse_complete_callback([review, phase, &chosen] {
    review->phase = phase->value_or(kube::Phase::validate);
    chosen = *review;
  });
}

void add_policy_webhooks(CLI::App& policy, std::optional<Command>& chosen) {
  const auto webhooks = std::make_shared<PolicyWebhooksCommand>();
  CLI::App& sub = add_command(policy, "webhooks", "Print the webhook configurations for a policy",
                              webhooks, chosen);
  add_text(sub, "--policy", webhooks->policy.source, "A file, or preset:NAME")
      ->capture_default_str()
      ->type_name("FILE");
  add_text(sub, "--namespace", webhooks->namespace_name, "Namespace of the webhook: exempt")
      ->capture_default_str()
      ->type_name("NAME");
  add_text(sub, "--service", webhooks->service, "Service that the API server calls")
      ->capture_default_str()
      ->type_name("NAME");
  add_text(sub, "--ca-bundle", webhooks->ca_bundle, "CA certificates of the webhook, PEM")
      ->type_name("FILE");
  const auto open = sub.add_flag_callback(
      "--fail-open", [webhooks] { webhooks->no_answer = NoAnswer::fail_open; },
      "Allow objects if the webhook does not answer (the default)");
  const auto closed = sub.add_flag_callback(
      "--fail-closed", [webhooks] { webhooks->no_answer = NoAnswer::fail_closed; },
      "Refuse tenant ConfigMaps if the webhook does not answer; Services always pass");
  open->envname(environment_twin("--fail-open"))->excludes(closed);
  closed->envname(environment_twin("--fail-closed"));
  add_webhook_output(sub, webhooks->output);
}

void add_policy(CLI::App& sub, std::optional<Command>& chosen) {
  sub.require_subcommand(1);

  const auto validate = std::make_shared<PolicyValidateCommand>();
  CLI::App& checking = add_command(
      sub, "validate", "Report everything that is wrong with a policy file", validate, chosen);
  checking.add_option("FILE", validate->policy.source, "The policy file")
      ->required()
      ->type_name("");
  add_text(checking, "--values-dir", validate->policy.values_dir,
           "Directory of the files that fromFile names")
      ->type_name("DIR");
  add_text(checking, "--webhooks", validate->webhooks,
           "Webhook configurations; also report what they would never send")
      ->type_name("FILE");

  add_policy_webhooks(sub, chosen);
  add_command(sub, "default", "Print the built-in default policy",
              std::make_shared<PolicyPrintCommand>(), chosen);
  const auto preset = std::make_shared<PolicyPrintCommand>();
  add_command(sub, "preset", "Print a built-in policy", preset, chosen)
      .add_option("NAME", preset->preset, "Its name: default, scrape-gossip-ring")
      ->required()
      ->type_name("");
  add_command(sub, "schema", "Print the JSON Schema of policy files",
              std::make_shared<PolicySchemaCommand>(), chosen);
}

void add_health(CLI::App& sub, std::optional<Command>& chosen) {
  const auto health = std::make_shared<HealthCommand>();
  choose_when_complete(sub, health, chosen);
  add_text(sub, "--health-listen", health->health_listen, "The address that serve was given")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  sub.footer("Exit codes: 0 ready, 1 not ready, 2 no answer.");
}

void add_version(CLI::App& sub, std::optional<Command>& chosen) {
  choose_when_complete(sub, std::make_shared<VersionCommand>(), chosen);
}

// One row for each command: help, parsing and "did you mean" come from it. What a command does is
// run(), overloaded by the type that its flags fill in.
struct CommandRow {
  std::string_view name;
  std::string_view summary;
  void (*add_flags)(CLI::App& sub, std::optional<Command>& chosen);
};

constexpr std::array command_rows = {
    CommandRow{"serve", "Run the HTTPS admission webhook", add_serve},
    CommandRow{"check", "Check manifests as the webhook would, without a cluster", add_check},
    CommandRow{"review", "Answer one AdmissionReview with exactly the bytes of the server",
               add_review},
    CommandRow{"policy", "Validate and print policies", add_policy},
    CommandRow{"health", "Ask a running server whether it is ready", add_health},
    CommandRow{"version", "Print the version", add_version},
};

std::string unknown_command(const std::string& word) {
  std::array<std::string_view, command_rows.size()> commands;
  std::transform(command_rows.begin(), command_rows.end(), commands.begin(),
                 [](const CommandRow& row) { return row.name; });
  const auto near = nearest_name(word, commands);
  return "unknown command '" + word + "'" +
         (near ? "; did you mean '" + std::string(*near) + "'?" : std::string());
}

CommandLineEnd end_of(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out;
  std::ostringstream err;
  if (app.exit(error, out, err) == 0) return {exit_ok, out.str(), ""};
  const auto words = app.remaining();
  const bool no_command = app.get_subcommands().empty() && !words.empty();
  return {exit_cannot_run, no_command ? unknown_command(words.front()) : error.what(),
          "run with --help for more information"};
}

}  // namespace

Result<Command, CommandLineEnd> parse_command_line(int argc, const char* const* argv) {
  std::optional<Command> chosen;
  CLI::App app(about, "tempo-admission");
  app.footer(footnote);
  app.formatter(std::make_shared<HelpFormatter>());
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  for (const auto& row : command_rows)
    row.add_flags(*app.add_subcommand(std::string(row.name), std::string(row.summary)), chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(end_of(app, error));
  }
  return *std::move(chosen);
}

}  // namespace tempo_admission::app
