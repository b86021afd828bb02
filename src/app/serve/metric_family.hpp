// Helpers that build metric families. Knows nothing of which metrics exist.
#pragma once

#include <prometheus/metric_family.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/serve/worker_metrics.hpp"

namespace tempo_admission::app {

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

[[nodiscard]] prometheus::MetricFamily counter_family(std::string name, std::string help);
[[nodiscard]] prometheus::MetricFamily gauge_family(std::string name, std::string help);
[[nodiscard]] prometheus::MetricFamily histogram_family(std::string name, std::string help);

// Adds a sample to a counter or gauge family.
void add(prometheus::MetricFamily& family, Labels labels, double value);
// Adds the sum of several workers' histograms.
void add(prometheus::MetricFamily& family, Labels labels,
         const std::vector<const Histogram*>& histograms);

}  // namespace tempo_admission::app
