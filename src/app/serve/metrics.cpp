#include "app/serve/metrics.hpp"

#include <prometheus/text_serializer.h>

#include <utility>

#include "app/program_version.hpp"
#include "app/serve/metric_family.hpp"

namespace tempo_admission::app {
namespace {

using Families = std::vector<prometheus::MetricFamily>;

constexpr std::array<std::string_view, RequestLabels::kind_count> kind_names{"Service", "ConfigMap",
                                                                             "other"};

double seconds_since_epoch(std::chrono::system_clock::time_point time) {
  return std::chrono::duration<double>(time.time_since_epoch()).count();
}

std::string_view phase_name(std::size_t phase) {
  return to_string(static_cast<kube::Phase>(phase));
}

void add_single(Families& families, prometheus::MetricFamily family, double value) {
  add(family, {}, value);
  families.push_back(std::move(family));
}

double number(std::uint64_t count) {
  return static_cast<double>(count);
}

void collect_connections(Families& families, const server::Counters& counters) {
  add_single(families,
             gauge_family("tempo_admission_connections_open", "Connections to the webhook port"),
             number(counters.open_connections));
  add_single(families,
             gauge_family("tempo_admission_in_flight_bytes",
                          "Bytes of request bodies in flight; limited by --max-in-flight-bytes"),
             number(counters.in_flight_bytes));
  auto connections = counter_family("tempo_admission_connections_total",
                                    "Connections to the webhook port, by result");
  const std::pair<std::string_view, std::uint64_t> results[] = {
      {"accepted", counters.accepted_connections},
      {"refused", counters.refused_connections},
      {"refused_peer", counters.refused_peer_connections},
      {"accept_failed", counters.accept_failures},
      {"handshake_failed", counters.failed_handshakes},
      {"lost", counters.lost_connections}};
  for (const auto& [result, count] : results) {
    add(connections, {{"result", result}}, number(count));
  }
  families.push_back(std::move(connections));
}

void collect_refusals(Families& families, const server::Counters& counters) {
  auto errors = counter_family("tempo_admission_http_errors_total",
                               "Error responses of the HTTP server, by status");
  for (std::size_t index = 0; index < server::refusal_statuses.size(); ++index) {
    add(errors, {{"status", std::to_string(server::refusal_statuses[index])}},
        number(counters.refused_requests[index]));
  }
  families.push_back(std::move(errors));

  auto timeouts = counter_family("tempo_admission_timeouts_total",
                                 "Connections closed because a phase timed out");
  for (std::size_t index = 0; index < server::timeout_phase_names.size(); ++index) {
    add(timeouts, {{"phase", server::timeout_phase_names[index]}},
        number(counters.timeouts[index]));
  }
  families.push_back(std::move(timeouts));
}

}  // namespace

Metrics::Metrics(std::size_t workers) : rules_(workers) {
  for (std::size_t index = 0; index < workers; ++index) {
    workers_.push_back(std::make_unique<WorkerMetrics>());
  }
}

std::shared_ptr<RuleTable> Metrics::use_policy(std::size_t worker, const policy::Policy& policy) {
  auto table = std::make_shared<RuleTable>(policy.rules().size());
  const std::lock_guard lock(mutex_);
  add_to(retired_, rules_[worker]);
  rules_[worker] = {policy.rules(), table};
  return table;
}

void Metrics::add_to(RuleSums& sums, const WorkerRules& rules) {
  for (std::size_t rule = 0; rule < rules.names.size(); ++rule) {
    for (std::size_t phase = 0; phase < phase_count; ++phase) {
      for (std::size_t outcome = 0; outcome < outcome_names.size(); ++outcome) {
        const std::uint64_t count = (*rules.table)[rule][phase][outcome].value();
        const auto& name = rules.names[rule];
        if (count > 0) sums[{name.name, name.mode, phase, outcome}] += count;
      }
    }
  }
}

void Metrics::reload_succeeded(Reloadable what, const std::string& fingerprint) {
  const std::lock_guard lock(mutex_);
  Reload& reload = reloads_[static_cast<std::size_t>(what)];
  ++reload.successes;
  reload.last_succeeded = true;
  reload.last_success = seconds_since_epoch(std::chrono::system_clock::now());
  reload.fingerprint = fingerprint;
}

void Metrics::compared_with_webhooks(std::size_t rules_beyond) {
  const std::lock_guard lock(mutex_);
  rules_beyond_webhooks_ = rules_beyond;
  if (rules_beyond > 0) ++reloads_beyond_webhooks_;
}

void Metrics::reload_failed(Reloadable what) {
  const std::lock_guard lock(mutex_);
  Reload& reload = reloads_[static_cast<std::size_t>(what)];
  ++reload.failures;
  reload.last_succeeded = false;
}

void Metrics::set_certificate(std::chrono::system_clock::time_point not_before,
                              std::chrono::system_clock::time_point not_after) {
  const std::lock_guard lock(mutex_);
  not_before_ = not_before;
  not_after_ = not_after;
}

void Metrics::set_sources(std::function<server::Counters()> server,
                          std::function<std::uint64_t()> dropped_log_lines) {
  const std::lock_guard lock(mutex_);
  server_counters_ = std::move(server);
  dropped_log_lines_ = std::move(dropped_log_lines);
}

Families Metrics::Collect() const {
  const std::lock_guard lock(mutex_);
  Families families;
  auto build = gauge_family("tempo_admission_build_info", "Always 1; the version is a label");
  add(build, {{"version", program_version}}, 1);
  families.push_back(std::move(build));
  collect_requests(families);
  collect_tempo_verdicts(families);
  collect_rules(families);
  collect_durations(families);
  collect_reloads(families);
  collect_webhooks(families);
  collect_certificate(families);
  collect_server(families);
  return families;
}

std::string Metrics::expose() const {
  return prometheus::TextSerializer().Serialize(Collect());
}

void Metrics::collect_requests(Families& families) const {
  auto requests =
      counter_family("tempo_admission_requests_total", "AdmissionReviews answered, by outcome");
  for (std::size_t index = 0; index < RequestLabels::combinations; ++index) {
    std::uint64_t count = 0;
    for (const auto& worker : workers_) count += worker->requests[index].value();
    if (count == 0) continue;
    const RequestLabels labels = RequestLabels::from_index(index);
    add(requests,
        {{"phase", to_string(labels.phase)},
         {"kind", kind_names[static_cast<std::size_t>(labels.kind)]},
         {"operation", to_string(labels.operation)},
         {"outcome", to_string(labels.outcome)},
         {"dry_run", labels.dry_run ? "true" : "false"}},
        static_cast<double>(count));
  }
  families.push_back(std::move(requests));

  std::uint64_t malformed = 0;
  std::uint64_t failed = 0;
  for (const auto& worker : workers_) {
    malformed += worker->malformed.value();
    failed += worker->failed.value();
  }
  add_single(
      families,
      counter_family("tempo_admission_malformed_requests_total",
                     "Requests rejected with 400 because the body is not an AdmissionReview"),
      static_cast<double>(malformed));
  add_single(
      families,
      counter_family("tempo_admission_internal_errors_total",
                     "Requests answered with 500 because of an internal error; never allowed"),
      static_cast<double>(failed));
}

void Metrics::collect_tempo_verdicts(Families& families) const {
  const auto word = [](std::optional<bool> answer) -> std::string_view {
    if (!answer) return "unknown";
    return *answer ? "true" : "false";
  };
  auto verdicts =
      counter_family("tempo_admission_tempo_verdicts_total",
                     "Objects with overrides, by whether Tempo loads them and keeps running");
  for (std::size_t index = 0; index < TempoVerdictLabels::combinations; ++index) {
    std::uint64_t count = 0;
    for (const auto& worker : workers_) count += worker->tempo_verdicts[index].value();
    if (count == 0) continue;
    const auto labels = TempoVerdictLabels::from_index(index);
    add(verdicts,
        {{"phase", to_string(labels.phase)},
         {"accepts", word(labels.accepts)},
         {"runs", word(labels.runs)}},
        static_cast<double>(count));
  }
  families.push_back(std::move(verdicts));
}

void Metrics::collect_rules(Families& families) const {
  RuleSums sums = retired_;
  for (const WorkerRules& rules : rules_) {
    if (rules.table) add_to(sums, rules);
  }
  auto decisions = counter_family("tempo_admission_rule_decisions_total",
                                  "Objects selected by a rule, by outcome");
  auto would_patch = counter_family("tempo_admission_would_patch_total",
                                    "Objects that a rule in audit or warn would have patched");
  auto would_deny = counter_family("tempo_admission_would_deny_total",
                                   "Objects that a rule in audit or warn would have denied");
  for (const auto& [key, count] : sums) {
    const auto& [rule, mode, phase, outcome] = key;
    const auto value = static_cast<double>(count);
    const auto word = static_cast<Outcome>(outcome);
    add(decisions,
        {{"rule", rule},
         {"mode", to_string(mode)},
         {"phase", phase_name(phase)},
         {"outcome", to_string(word)}},
        value);
    if (word != Outcome::would_patch && word != Outcome::would_deny) continue;
    add(word == Outcome::would_patch ? would_patch : would_deny,
        {{"rule", rule}, {"mode", to_string(mode)}, {"phase", phase_name(phase)}}, value);
  }
  families.push_back(std::move(decisions));
  families.push_back(std::move(would_patch));
  families.push_back(std::move(would_deny));
}

void Metrics::collect_durations(Families& families) const {
  auto stages = histogram_family("tempo_admission_stage_duration_seconds",
                                 "Time to decode, decide and encode one AdmissionReview");
  auto totals = histogram_family("tempo_admission_request_duration_seconds",
                                 "Time for one AdmissionReview, without reading and writing it");
  constexpr std::array<std::pair<std::string_view, Histogram StageHistograms::*>, 3> parts{
      {{"decode", &StageHistograms::decode},
       {"decide", &StageHistograms::decide},
       {"encode", &StageHistograms::encode}}};
  for (std::size_t phase = 0; phase < phase_count; ++phase) {
    const auto of_all_workers = [&](Histogram StageHistograms::* part) {
      std::vector<const Histogram*> histograms;
      for (const auto& worker : workers_) histograms.push_back(&(worker->stages[phase].*part));
      return histograms;
    };
    for (const auto& [name, part] : parts) {
      add(stages, {{"phase", phase_name(phase)}, {"stage", name}}, of_all_workers(part));
    }
    add(totals, {{"phase", phase_name(phase)}}, of_all_workers(&StageHistograms::total));
  }
  families.push_back(std::move(stages));
  families.push_back(std::move(totals));
}

void Metrics::collect_reloads(Families& families) const {
  auto reloads =
      counter_family("tempo_admission_reloads_total",
                     "Loads of the policy and certificate, including the first at start");
  auto successful =
      gauge_family("tempo_admission_last_reload_successful",
                   "1 if the last load succeeded, 0 if the previous version is still in use");
  auto timestamp = gauge_family("tempo_admission_last_reload_success_timestamp_seconds",
                                "Time of the last successful load");
  auto config = gauge_family("tempo_admission_config_info",
                             "Always 1; the label is a hash of the loaded content");
  for (std::size_t what = 0; what < reloads_.size(); ++what) {
    const Reload& reload = reloads_[what];
    const std::string_view name = reloadable_names[what];
    add(reloads, {{"what", name}, {"result", "success"}}, static_cast<double>(reload.successes));
    add(reloads, {{"what", name}, {"result", "failure"}}, static_cast<double>(reload.failures));
    add(successful, {{"what", name}}, reload.last_succeeded ? 1 : 0);
    add(timestamp, {{"what", name}}, reload.last_success);
    add(config, {{"what", name}, {"hash", reload.fingerprint}}, 1);
  }
  families.push_back(std::move(reloads));
  families.push_back(std::move(successful));
  families.push_back(std::move(timestamp));
  families.push_back(std::move(config));
}

void Metrics::collect_webhooks(Families& families) const {
  auto rules = gauge_family("tempo_admission_rules_beyond_webhooks",
                            "Rules that judge objects which no registered webhook sends");
  auto reloads = counter_family("tempo_admission_reloads_beyond_webhooks_total",
                                "Loads of a policy that needs more than is registered");
  add(rules, {}, static_cast<double>(rules_beyond_webhooks_));
  add(reloads, {}, static_cast<double>(reloads_beyond_webhooks_));
  families.push_back(std::move(rules));
  families.push_back(std::move(reloads));
}

void Metrics::collect_certificate(Families& families) const {
  add_single(families,
             gauge_family("tempo_admission_certificate_not_before_timestamp_seconds",
                          "Start of the serving certificate's validity"),
             seconds_since_epoch(not_before_));
  add_single(families,
             gauge_family("tempo_admission_certificate_not_after_timestamp_seconds",
                          "End of the serving certificate's validity; not ready after it"),
             seconds_since_epoch(not_after_));
}

void Metrics::collect_server(Families& families) const {
  const server::Counters counters = server_counters_ ? server_counters_() : server::Counters{};
  collect_connections(families, counters);
  collect_refusals(families, counters);
  add_single(families,
             counter_family("tempo_admission_log_lines_dropped_total",
                            "Log lines dropped because the log could not be written fast enough"),
             number(dropped_log_lines_ ? dropped_log_lines_() : 0));
}

}  // namespace tempo_admission::app
