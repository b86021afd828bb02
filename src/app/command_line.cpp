#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <optional>
#include <sstream>

#include "app/exit_code.hpp"
#include "app/flag_values.hpp"
#include "tempo_admission/base/nearest_name.hpp"

namespace tempo_admission::app {
namespace {

constexpr const char* about =
    "Guards Grafana Tempo in a Kubernetes cluster: Services get the annotations they lack,\n"
    "tenant ConfigMaps that Tempo would refuse are refused first.";

constexpr const char* footnote =
    "Every flag has an environment twin: --tls-cert is TEMPO_ADMISSION_TLS_CERT; the flag wins.\n"
    "Exit codes: 0 good, 1 findings (check, policy validate), 2 could not run.";

// A subcommand completes on its own (parse_complete_callback): environment variables of other
// commands are ignored.
template <class T>
CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& help,
                      std::shared_ptr<T> command, std::optional<Command>& chosen) {
  CLI::App& sub = *parent.add_subcommand(name, help);
  sub.parse_complete_callback([command, &chosen] { chosen = *command; });
  return sub;
}

void add_tls_flags(CLI::App& sub, ServeCommand& serve) {
  add_text(sub, "--tls-cert", serve.tls_cert, "Certificate chain, PEM; reloaded when it changes")
      ->type_name("FILE");
  add_text(sub, "--tls-key", serve.tls_key, "Private key of the certificate, PEM, not encrypted")
      ->type_name("FILE");
  add_text(sub, "--client-ca", serve.client_ca,
           "Callers must show a certificate that one of these CAs signed, PEM")
      ->type_name("FILE");
  sub.add_option(
         "--client-name", serve.client_names,
         "A common or DNS name that a caller's certificate may have; repeatable, default any")
      ->envname(environment_twin("--client-name"))
      ->delimiter(',')
      ->type_name("NAME");
}

void add_limit_flags(CLI::App& sub, server::Limits& limits) {
  add_bytes(sub, "--max-body-bytes", limits.body_bytes, "Largest request body; above: 413");
  add_bytes(sub, "--max-in-flight-bytes", limits.in_flight_bytes,
            "Bodies in work, all workers together; above: 503, to be tried again");
  add_bytes(sub, "--max-header-bytes", limits.header_bytes, "Largest request header; above: 431");
  add_count(sub, "--max-headers", limits.header_count, "Most header fields; above: 431");
  add_bytes(sub, "--max-target-bytes", limits.target_bytes, "Longest request target; above: 414");
  add_count(sub, "--max-connections", limits.connections, "Open connections at a time");
  add_count(sub, "--max-connections-per-peer", limits.connections_per_peer, "The same, by address");
  add_bytes(sub, "--linger-bytes", limits.linger_bytes,
            "How much of a refused body is read so that the caller sees the answer");
}

void add_json_flags(CLI::App& sub, kube::JsonLimits& limits) {
  add_count(sub, "--max-json-depth", limits.max_depth, "Deepest nesting of a review; above: 400")
      ->check(CLI::Range(10, 10'000).description(""));
  add_count(sub, "--max-json-values", limits.max_values, "Most keys and values of it; above: 400");
}

void add_timeout_flags(CLI::App& sub, server::Limits& limits) {
  add_duration(sub, "--handshake-timeout", limits.handshake_timeout, "For the TLS handshake");
  add_duration(sub, "--header-timeout", limits.header_timeout, "For the request header");
  add_duration(sub, "--body-timeout", limits.body_timeout, "For the request body");
  add_duration(sub, "--write-timeout", limits.write_timeout, "For the answer");
  add_duration(sub, "--idle-timeout", limits.idle_timeout,
               "Between requests; the API server's own is 90s, ours must be longer");
  add_duration(sub, "--linger-timeout", limits.linger_timeout, "For reading a refused body");
}

void add_lifecycle_flags(CLI::App& sub, ServeCommand& serve) {
  add_duration(sub, "--drain-delay", serve.limits.drain_delay,
               "How long to go on serving, not ready, after SIGTERM");
  add_duration(sub, "--drain-timeout", serve.limits.drain_timeout,
               "How long running requests may take to end after that");
  add_duration(sub, "--poll-interval", serve.poll_interval,
               "How often policy, values and certificate are compared, beside watching them");
  add_text(sub, "--webhooks", serve.webhooks,
           "A copy of the registered webhook configurations; a policy that needs more is logged")
      ->type_name("FILE");
  add_text(sub, "--log-file", serve.log_file, "Where the log goes instead of the error stream")
      ->type_name("FILE");
  add_text(sub, "--log-level", serve.log_level, "Least level that is logged; decisions are info")
      ->capture_default_str()
      ->type_name("trace|debug|info|warn|error|off")
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}).description(""));
}

void add_serve(CLI::App& app, std::optional<Command>& chosen) {
  const auto serve = std::make_shared<ServeCommand>();
  CLI::App& sub = add_command(app, "serve", "Run the HTTPS admission webhook", serve, chosen);
  add_tls_flags(sub, *serve);
  add_policy_flags(sub, serve->policy);
  add_text(sub, "--listen", serve->listen, "Address of the webhook (HTTPS); port 0: any free one")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  add_text(sub, "--health-listen", serve->health_listen,
           "Address of /livez, /readyz and /metrics (plain HTTP)")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  add_text(sub, "--own-namespace", serve->policy.own_namespace,
           "Namespace that this webhook runs in: exempt, so that it can always be repaired")
      ->type_name("NAME");
  add_count(sub, "--workers", serve->workers, "Threads that serve; 0: one for each processor");
  add_lifecycle_flags(sub, *serve);
  add_limit_flags(sub, serve->limits);
  add_json_flags(sub, serve->json_limits);
  add_timeout_flags(sub, serve->limits);
  sub.footer("SIGTERM and SIGINT drain and end it, a second one at once. SIGHUP reloads.");
}

void add_input_kinds(CLI::App& sub, CheckCommand& check) {
  const auto overrides = sub.add_flag_callback(
      "--overrides", [&check] { check.input = InputKind::overrides; },
      "Each FILE is itself a per-tenant overrides file");
  const auto values = sub.add_flag_callback(
      "--values", [&check] { check.input = InputKind::helm_values; },
      "Each FILE holds Helm values: per_tenant_overrides and provisioner.additionalTenants");
  overrides->envname(environment_twin("--overrides"))->excludes(values);
  values->envname(environment_twin("--values"));
}

void add_check(CLI::App& app, std::optional<Command>& chosen) {
  const auto check = std::make_shared<CheckCommand>();
  CLI::App& sub = add_command(
      app, "check", "Judge manifests as the webhook would, without a cluster", check, chosen);
  sub.add_option("FILE", check->files,
                 "YAML or JSON manifests (helm template prints them), Lists, AdmissionReviews;\n"
                 "- reads the standard input; directories are not searched")
      ->required()
      ->type_name("");
  add_policy_flags(sub, check->policy);
  add_input_kinds(sub, *check);
  add_phase(sub, check->phase, "Only this phase; without it: mutate, then validate the result");
  add_text(sub, "--namespace", check->namespace_name, "Namespace of manifests that name none")
      ->capture_default_str()
      ->type_name("NAME");
  add_format(sub, check->format);
  add_fail_on(sub, check->fail_on);
}

void add_review(CLI::App& app, std::optional<Command>& chosen) {
  const auto review = std::make_shared<ReviewCommand>();
  const auto phase = std::make_shared<std::optional<kube::Phase>>();
  CLI::App& sub = add_command(
      app, "review", "Answer one AdmissionReview with the server's very bytes", review, chosen);
  sub.add_option("FILE", review->file, "The AdmissionReview; - is the standard input")
      ->capture_default_str()
      ->type_name("");
  add_phase(sub, *phase, "Which endpoint's answer")->required();
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
      "Allow objects when there is no answer (the default)");
  const auto closed = sub.add_flag_callback(
      "--fail-closed", [webhooks] { webhooks->no_answer = NoAnswer::fail_closed; },
      "Refuse tenant ConfigMaps when there is no answer; Services always pass");
  open->envname(environment_twin("--fail-open"))->excludes(closed);
  closed->envname(environment_twin("--fail-closed"));
  add_webhook_output(sub, webhooks->output);
}

void add_policy(CLI::App& app, std::optional<Command>& chosen) {
  CLI::App& sub = *app.add_subcommand("policy", "Look at policies");
  sub.require_subcommand(1);

  const auto validate = std::make_shared<PolicyValidateCommand>();
  CLI::App& checking = add_command(
      sub, "validate", "Say everything that is wrong with a policy file", validate, chosen);
  checking.add_option("FILE", validate->policy.source, "The policy file")
      ->required()
      ->type_name("");
  add_text(checking, "--values-dir", validate->policy.values_dir, "Where fromFile values are read")
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

void add_health(CLI::App& app, std::optional<Command>& chosen) {
  const auto health = std::make_shared<HealthCommand>();
  CLI::App& sub =
      add_command(app, "health", "Ask a running server whether it is ready", health, chosen);
  add_text(sub, "--health-listen", health->health_listen, "The address that serve was given")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  sub.footer("Exit codes: 0 ready, 1 not ready, 2 no answer.");
}

std::string unknown_command(const std::string& word) {
  constexpr std::array<std::string_view, 6> commands{"serve",  "check",  "review",
                                                     "policy", "health", "version"};
  std::string text = "tempo-admission: there is no command '" + word + "'";
  if (const auto near = nearest_name(word, commands)) {
    text += ", did you mean '" + std::string(*near) + "'?";
  }
  return text + "\nRun with --help for more information.\n";
}

CommandLineEnd end_of(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out;
  std::ostringstream err;
  if (app.exit(error, out, err) == 0) return {exit_ok, out.str()};
  const auto words = app.remaining();
  const bool no_command = app.get_subcommands().empty() && !words.empty();
  return {exit_cannot_run,
          no_command ? unknown_command(words.front()) : "tempo-admission: " + err.str()};
}

}  // namespace

Result<Command, CommandLineEnd> parse_command_line(int argc, const char* const* argv) {
  std::optional<Command> chosen;
  CLI::App app(about, "tempo-admission");
  app.footer(footnote);
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  add_serve(app, chosen);
  add_check(app, chosen);
  add_review(app, chosen);
  add_policy(app, chosen);
  add_health(app, chosen);
  add_command(app, "version", "Print the version", std::make_shared<VersionCommand>(), chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return tl::unexpected(end_of(app, error));
  }
  return *std::move(chosen);
}

}  // namespace tempo_admission::app
