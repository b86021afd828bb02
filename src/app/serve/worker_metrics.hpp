// What one worker counts: counters that only its thread writes and any thread may read. Knows
// nothing of metric names.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "app/serve/outcome.hpp"
#include "app/serve/stage_clock.hpp"
#include "tempo_admission/server/counter.hpp"

namespace tempo_admission::app {

class Histogram {
 public:
  // Upper bounds in microseconds: most answers take tens of them, deadlines are seconds.
  static constexpr std::array<std::uint32_t, 14> bounds{50,      100,     250,     500,      1'000,
                                                        2'500,   5'000,   10'000,  25'000,   50'000,
                                                        100'000, 250'000, 500'000, 1'000'000};

  void observe(std::chrono::nanoseconds duration);
  [[nodiscard]] std::uint64_t in_bucket(std::size_t index) const { return buckets_[index].value(); }
  [[nodiscard]] std::chrono::nanoseconds sum() const {
    return std::chrono::nanoseconds(static_cast<std::int64_t>(sum_nanoseconds_.value()));
  }

 private:
  std::array<server::Counter, bounds.size() + 1> buckets_;  // the last: above every bound
  server::Counter sum_nanoseconds_;
};

inline constexpr std::size_t phase_count = 2;
inline constexpr std::size_t operation_count = 4;

// The label values of one request; every combination has a counter.
struct RequestLabels {
  enum class Kind : std::uint8_t { service, config_map, other };
  static constexpr std::size_t kind_count = 3;

  kube::Phase phase = kube::Phase::mutate;
  Kind kind = Kind::other;
  kube::Operation operation = kube::Operation::create;
  Outcome outcome = Outcome::unselected;
  bool dry_run = false;

  static constexpr std::size_t combinations =
      phase_count * kind_count * operation_count * outcome_names.size() * 2;
  [[nodiscard]] std::size_t index() const;
  [[nodiscard]] static RequestLabels from_index(std::size_t index);
};

// The verdict on overrides files: does Tempo load them, and does it run with them? nullopt is
// unknown.
struct TempoVerdictLabels {
  kube::Phase phase = kube::Phase::mutate;
  std::optional<bool> accepts;
  std::optional<bool> runs;

  static constexpr std::size_t answer_count = 3;  // true, false, unknown
  static constexpr std::size_t combinations = phase_count * answer_count * answer_count;
  [[nodiscard]] std::size_t index() const;
  [[nodiscard]] static TempoVerdictLabels from_index(std::size_t index);
};

// Counters of one rule, by phase and outcome.
using RuleCounters = std::array<std::array<server::Counter, outcome_names.size()>, phase_count>;

struct StageHistograms {
  Histogram decode;
  Histogram decide;
  Histogram encode;
  Histogram total;
};

struct WorkerMetrics {
  std::array<server::Counter, RequestLabels::combinations> requests;
  std::array<StageHistograms, phase_count> stages;
  // Only for objects with an overrides file.
  std::array<server::Counter, TempoVerdictLabels::combinations> tempo_verdicts;
  server::Counter malformed;  // HTTP 400: not an AdmissionReview
  server::Counter failed;     // HTTP 500: an error of ours

  void count(kube::Phase phase, const policy::Admission& admission, const StageTimes& times);
};

// One worker's counters for the rules of one policy, in policy order.
using RuleTable = std::vector<RuleCounters>;

void count_rules(RuleTable& table, kube::Phase phase, const policy::Decision& decision);

}  // namespace tempo_admission::app
