#include "app/serve/worker_metrics.hpp"

#include <algorithm>

namespace tempo_admission::app {
namespace {

RequestLabels::Kind kind_of(const kube::AdmissionRequest& request) {
  if (request.is_core("Service")) return RequestLabels::Kind::service;
  if (request.is_core("ConfigMap")) return RequestLabels::Kind::config_map;
  return RequestLabels::Kind::other;
}

// Takes the lowest digit of a mixed-radix number.
std::size_t take_digit(std::size_t& number, std::size_t base) {
  const std::size_t digit = number % base;
  number /= base;
  return digit;
}

// "unknown" is 0, so that both answers fit one digit.
std::size_t digit_of(std::optional<bool> answer) {
  if (!answer) return 0;
  return *answer ? 1 : 2;
}

std::optional<bool> answer_of(std::size_t digit) {
  return digit == 0 ? std::nullopt : std::optional(digit == 1);
}

}  // namespace

void Histogram::observe(std::chrono::nanoseconds duration) {
  const auto nanoseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0));
  std::size_t bucket = 0;
  while (bucket < bounds.size() && nanoseconds > std::uint64_t{bounds[bucket]} * 1'000) ++bucket;
  buckets_[bucket].add(1);
  sum_nanoseconds_.add(nanoseconds);
}

std::size_t RequestLabels::index() const {
  std::size_t index = static_cast<std::size_t>(phase);
  index = index * kind_count + static_cast<std::size_t>(kind);
  index = index * operation_count + static_cast<std::size_t>(operation);
  index = index * outcome_names.size() + static_cast<std::size_t>(outcome);
  return index * 2 + (dry_run ? 1 : 0);
}

RequestLabels RequestLabels::from_index(std::size_t index) {
  RequestLabels labels;
  labels.dry_run = take_digit(index, 2) == 1;
  labels.outcome = static_cast<Outcome>(take_digit(index, outcome_names.size()));
  labels.operation = static_cast<kube::Operation>(take_digit(index, operation_count));
  labels.kind = static_cast<Kind>(take_digit(index, kind_count));
  labels.phase = static_cast<kube::Phase>(index);
  return labels;
}

std::size_t TempoVerdictLabels::index() const {
  const auto phase_digit = static_cast<std::size_t>(phase);
  return (phase_digit * answer_count + digit_of(accepts)) * answer_count + digit_of(runs);
}

TempoVerdictLabels TempoVerdictLabels::from_index(std::size_t index) {
  TempoVerdictLabels labels;
  labels.runs = answer_of(take_digit(index, answer_count));
  labels.accepts = answer_of(take_digit(index, answer_count));
  labels.phase = static_cast<kube::Phase>(index);
  return labels;
}

void WorkerMetrics::count(kube::Phase phase, const policy::Admission& admission,
                          const StageTimes& times) {
  if (admission.http_status != 200) {
    malformed.add(1);
    return;
  }
  const RequestLabels labels{phase, kind_of(admission.request), admission.request.operation,
                             outcome_of(admission.decision), admission.request.dry_run};
  requests[labels.index()].add(1);
  const policy::Decision& decision = admission.decision;
  if (decision.tempo_version) {
    const TempoVerdictLabels verdict{phase, decision.tempo_accepts, decision.tempo_runs};
    tempo_verdicts[verdict.index()].add(1);
  }
  StageHistograms& histograms = stages[static_cast<std::size_t>(phase)];
  histograms.decode.observe(times.decode);
  histograms.decide.observe(times.decide);
  histograms.encode.observe(times.encode);
  histograms.total.observe(times.total());
}

void count_rules(RuleTable& table, kube::Phase phase, const policy::Decision& decision) {
  for (const policy::RuleHit& hit : decision.rules) {
    if (hit.rule >= table.size()) continue;
    const auto outcome = static_cast<std::size_t>(outcome_of(hit, phase));
    table[hit.rule][static_cast<std::size_t>(phase)][outcome].add(1);
  }
}

}  // namespace tempo_admission::app
