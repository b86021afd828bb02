// YAML to JSON as sigs.k8s.io/yaml does it for kubectl and Helm: go-yaml v2's scalars, merge keys
// applied where they stand, the last of two equal keys wins. Knows nothing of Kubernetes.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

// What one document may become: aliases multiply.
struct ConversionLimits {
  std::size_t max_depth = 100;
  std::size_t max_values = 1'000'000;
};

// Error: with the position of what has no JSON.
[[nodiscard]] Result<nlohmann::json, Diagnostic> to_json(const yaml::Node& node,
                                                         ConversionLimits limits = {});

}  // namespace tempo_admission::app
