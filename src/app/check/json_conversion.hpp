// YAML to JSON as sigs.k8s.io/yaml does it for kubectl and Helm: go-yaml v2's scalars, merge keys
// are applied where they are written, and the last of two equal keys wins. Knows nothing of
// Kubernetes.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::app {

// Bounds of the result, because aliases can multiply a document's size.
struct ConversionLimits {
  std::size_t max_depth = 100;
  std::size_t max_values = 1'000'000;
};

// Error: the position of what JSON cannot represent, or the limit exceeded.
[[nodiscard]] Result<nlohmann::json, Diagnostic> to_json(const yaml::Node& node,
                                                         ConversionLimits limits = {});

// Reads JSON that the YAML reader cannot: surrogate pairs, keys of more than 1024 bytes. The same
// limits hold, checked before anything is built. Error: where a limit is exceeded or the JSON ends.
[[nodiscard]] Result<nlohmann::json, Diagnostic> parse_json(std::string_view text,
                                                            ConversionLimits limits = {});

}  // namespace tempo_admission::app
