// Everything on GET /metrics. docs/metrics.md lists it; a test compares the two.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "app/serve/worker_metrics.hpp"
#include "tempo_admission/policy/policy.hpp"
#include "tempo_admission/server/server.hpp"

namespace tempo_admission::app {

// What can be reloaded.
enum class Reloadable : std::uint8_t { policy, certificate };
inline constexpr std::array<std::string_view, 2> reloadable_names{"policy", "certificate"};

// Owns the counters of all workers. Members may be called from any thread, except set_sources().
class Metrics final : public prometheus::Collectable {
 public:
  explicit Metrics(std::size_t workers);

  // The counters of one worker, for its thread only; valid as long as this.
  [[nodiscard]] WorkerMetrics& worker(std::size_t index) { return *workers_[index]; }
  // Returns new counters for a worker's rules under a policy; its previous table is added to the
  // sums. Call on the worker's thread.
  [[nodiscard]] std::shared_ptr<RuleTable> use_policy(std::size_t worker,
                                                      const policy::Policy& policy);

  void reload_succeeded(Reloadable what, const std::string& fingerprint);
  void reload_failed(Reloadable what);
  // Call after the policy in use was compared with the registered webhooks; `rules_beyond` is the
  // number of rules that are not sent everything that they judge.
  void compared_with_webhooks(std::size_t rules_beyond);
  void set_certificate(std::chrono::system_clock::time_point not_before,
                       std::chrono::system_clock::time_point not_after);
  // Sets the sources of numbers counted elsewhere; call before the first scrape.
  void set_sources(std::function<server::Counters()> server,
                   std::function<std::uint64_t()> dropped_log_lines);

  [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;
  [[nodiscard]] std::string expose() const;

 private:
  using RuleKey = std::tuple<std::string, policy::Mode, std::size_t, std::size_t>;
  using RuleSums = std::map<RuleKey, std::uint64_t>;  // rule, mode, phase, outcome
  struct WorkerRules {
    std::vector<policy::Policy::RuleName> names;
    std::shared_ptr<RuleTable> table;
  };
  struct Reload {
    std::uint64_t successes = 0;
    std::uint64_t failures = 0;
    bool last_succeeded = false;
    double last_success = 0;
    std::string fingerprint;
  };

  static void add_to(RuleSums& sums, const WorkerRules& rules);
  void collect_requests(std::vector<prometheus::MetricFamily>& families) const;
  void collect_tempo_verdicts(std::vector<prometheus::MetricFamily>& families) const;
  void collect_rules(std::vector<prometheus::MetricFamily>& families) const;
  void collect_durations(std::vector<prometheus::MetricFamily>& families) const;
  void collect_reloads(std::vector<prometheus::MetricFamily>& families) const;
  void collect_webhooks(std::vector<prometheus::MetricFamily>& families) const;
  void collect_certificate(std::vector<prometheus::MetricFamily>& families) const;
  void collect_server(std::vector<prometheus::MetricFamily>& families) const;

  std::vector<std::unique_ptr<WorkerMetrics>> workers_;
  mutable std::mutex mutex_;  // guards everything below; never locked while deciding
  std::vector<WorkerRules> rules_;
  RuleSums retired_;
  std::array<Reload, reloadable_names.size()> reloads_;
  std::size_t rules_beyond_webhooks_ = 0;
  std::uint64_t reloads_beyond_webhooks_ = 0;
  std::chrono::system_clock::time_point not_before_;
  std::chrono::system_clock::time_point not_after_;
  std::function<server::Counters()> server_counters_;
  std::function<std::uint64_t()> dropped_log_lines_;
};

}  // namespace tempo_admission::app
