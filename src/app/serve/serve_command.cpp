#include "app/serve/serve_command.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/program_version.hpp"
#include "app/serve/admission_endpoint.hpp"
#include "app/serve/configuration.hpp"
#include "app/serve/control_loop.hpp"
#include "app/serve/listen_address.hpp"

namespace tempo_admission::app {
namespace {

// Everything that `serve` starts with, validated before anything runs.
struct Prepared {
  server::Options options;
  ReadyPolicy policy;
  std::string policy_fingerprint;
  server::TlsIdentity identity;
  std::string certificate_fingerprint;
};

Result<server::Options> server_options(const ServeCommand& command) {
  const auto listen = parse_listen_address(command.listen);
  if (!listen) return failure("--listen: " + listen.error().message);
  const auto health = parse_listen_address(command.health_listen);
  if (!health) return failure("--health-listen: " + health.error().message);
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  return server::Options{*listen, *health, command.workers == 0 ? processors : command.workers,
                         command.limits};
}

tl::unexpected<Lines> one_line(const Error& error) {
  return tl::unexpected(Lines{error.message});
}

Result<Prepared, Lines> prepare(const ServeCommand& command) {
  if (command.tls_cert.empty() || command.tls_key.empty())
    return one_line({"serve needs --tls-cert and --tls-key"});
  const auto options = server_options(command);
  if (!options) return one_line(options.error());
  const auto policy_content = read_policy_content(command.policy);
  if (!policy_content) return one_line(policy_content.error());
  auto policy = compile_policy(policy_content->text, command.policy);
  if (!policy) return tl::unexpected(policy.error());
  const auto certificate_content = read_certificate_content(command);
  if (!certificate_content) return one_line(certificate_content.error());
  auto identity = server::TlsIdentity::from_pem(certificate_content->pem);
  if (!identity) return one_line({command.tls_cert + ": " + identity.error().message});
  return Prepared{*options, *std::move(policy), policy_content->fingerprint, *std::move(identity),
                  certificate_content->fingerprint};
}

// Time to write the last lines; the reader may be gone.
constexpr std::chrono::seconds log_close_timeout{5};

// A core dump would contain the private key and the content of requests.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

void log_rules(JsonLine& line, const policy::Policy& policy) {
  constexpr std::size_t max_items = 100;
  const auto& rules = policy.rules();
  line.begin_list("rules");
  for (std::size_t index = 0; index < std::min(rules.size(), max_items); ++index)
    line.item(rules[index].name + '=' + std::string(to_string(rules[index].mode)));
  line.end_list();
  if (rules.size() > max_items) line.number("ruleCount", rules.size());
}

// Logs the effective configuration and the bound ports.
void log_start(Log& log, const ServeCommand& command, const Prepared& prepared,
               const server::Server& server) {
  if (!log.wants(LogLevel::info)) return;
  for (const std::string& warning : prepared.policy.warnings) {
    log.say(LogLevel::warn, "policy warning", warning);
  }
  TextBuffer text;
  JsonLine line = begin_line(text, LogLevel::info, "serving");
  line.text("version", program_version);
  line.text("listen", prepared.options.listen.host).number("port", server.port());
  line.text("healthListen", prepared.options.health_listen.host);
  line.number("healthPort", server.health_port());
  line.number("workers", server.workers());
  line.text("policy", command.policy.source).text("policyHash", prepared.policy_fingerprint);
  line.text("ceiling", command.policy.ceiling ? to_string(*command.policy.ceiling) : "none");
  log_rules(line, prepared.policy.policy);
  line.text("certificateHash", prepared.certificate_fingerprint);
  line.boolean("clientCertificates", prepared.identity.asks_for_client_certificate());
  line.number("maxBodyBytes", command.limits.body_bytes);
  line.number("maxInFlightBytes", command.limits.in_flight_bytes);
  line.number("maxConnections", command.limits.connections);
  line.number("drainDelayMilliseconds",
              static_cast<std::uint64_t>(command.limits.drain_delay.count()));
  line.finish();
  log.append(text.text());
}

server::Server::ApplicationFactory endpoint_factory(const policy::Policy& policy, Metrics& metrics,
                                                    Log& log, kube::JsonLimits json_limits) {
  return [&policy, &metrics, &log, json_limits](std::size_t worker) {
    return std::make_unique<AdmissionEndpoint>(
        worker, policy, metrics, DecisionLog(log.new_channel(), log.wants(LogLevel::info)),
        json_limits);
  };
}

void note_start(const Prepared& prepared, Metrics& metrics, Readiness& readiness) {
  metrics.reload_succeeded(Reloadable::policy, prepared.policy_fingerprint);
  metrics.reload_succeeded(Reloadable::certificate, prepared.certificate_fingerprint);
  metrics.set_certificate(prepared.identity.not_before(), prepared.identity.not_after());
  readiness.set_certificate_end(prepared.identity.not_after());
}

int serve(const ServeCommand& command, const Prepared& prepared, Signals& signals, Log& log) {
  Metrics metrics(prepared.options.workers);
  Readiness readiness(metrics);
  ServerEvents events(log);
  note_start(prepared, metrics, readiness);

  const auto started = server::Server::start(
      prepared.options, prepared.identity,
      endpoint_factory(prepared.policy.policy, metrics, log, command.json_limits), readiness,
      events);
  if (!started) return report_failure(started.error());
  signals.drain_on_first();
  server::Server& server = **started;
  metrics.set_sources([&server] { return server.counters(); },
                      [&log] { return log.dropped_lines(); });
  log_start(log, command, prepared, server);

  DirectoryWatch watch(watched_paths(command));
  RegistrationCheck registration(command.webhooks, metrics, log);
  registration.compare(prepared.policy.policy);
  Reloader reloader(command, {server, metrics, readiness, registration, log},
                    prepared.policy.policy, prepared.policy_fingerprint,
                    prepared.certificate_fingerprint);
  const int code =
      ControlLoop({signals, watch, events, reloader, server, readiness, log}, command.poll_interval)
          .run();
  log.say(LogLevel::info, "stopped");
  return code;
}

}  // namespace

int run(const ServeCommand& command) {
  forbid_core_dumps();
  Signals signals;
  const auto prepared = prepare(command);
  if (!prepared) return report_failure(prepared.error());
  const auto log = Log::open(command.log_file, parse_log_level(command.log_level));
  if (!log) return report_failure(log.error());
  const int code = serve(command, *prepared, signals, **log);
  if (!(*log)->close_within(log_close_timeout)) ::_exit(code);
  return code;
}

}  // namespace tempo_admission::app
