#include "app/serve/metric_family.hpp"

#include <limits>

namespace tempo_admission::app {
namespace {

prometheus::MetricFamily family_of(std::string name, std::string help,
                                   prometheus::MetricType type) {
  prometheus::MetricFamily family;
  family.name = std::move(name);
  family.help = std::move(help);
  family.type = type;
  return family;
}

prometheus::ClientMetric metric_with(Labels labels) {
  prometheus::ClientMetric metric;
  for (const auto& [name, value] : labels) {
    metric.label.push_back({std::string(name), std::string(value)});
  }
  return metric;
}

}  // namespace

prometheus::MetricFamily counter_family(std::string name, std::string help) {
  return family_of(std::move(name), std::move(help), prometheus::MetricType::Counter);
}

prometheus::MetricFamily gauge_family(std::string name, std::string help) {
  return family_of(std::move(name), std::move(help), prometheus::MetricType::Gauge);
}

prometheus::MetricFamily histogram_family(std::string name, std::string help) {
  return family_of(std::move(name), std::move(help), prometheus::MetricType::Histogram);
}

void add(prometheus::MetricFamily& family, Labels labels, double value) {
  prometheus::ClientMetric metric = metric_with(labels);
  if (family.type == prometheus::MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  family.metric.push_back(std::move(metric));
}

void add(prometheus::MetricFamily& family, Labels labels,
         const std::vector<const Histogram*>& histograms) {
  prometheus::ClientMetric metric = metric_with(labels);
  std::uint64_t cumulative = 0;
  for (std::size_t bucket = 0; bucket <= Histogram::bounds.size(); ++bucket) {
    for (const Histogram* histogram : histograms) cumulative += histogram->in_bucket(bucket);
    const double bound = bucket < Histogram::bounds.size()
                             ? static_cast<double>(Histogram::bounds[bucket]) / 1e6
                             : std::numeric_limits<double>::infinity();
    metric.histogram.bucket.push_back({cumulative, bound});
  }
  metric.histogram.sample_count = cumulative;
  for (const Histogram* histogram : histograms) {
    metric.histogram.sample_sum += static_cast<double>(histogram->sum().count()) / 1e9;
  }
  family.metric.push_back(std::move(metric));
}

}  // namespace tempo_admission::app
