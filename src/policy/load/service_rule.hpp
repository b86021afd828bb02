// Reads one entry of `services`, and the annotations common to all of them. Errors are reported.
#pragma once

#include <vector>

#include "policy/load/filter.hpp"
#include "policy/model/service_rule.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::policy {

[[nodiscard]] ServiceRule read_service_rule(const Place& place, const InheritedMode& inherited,
                                            const LoadOptions& options, Report& report);
[[nodiscard]] std::vector<AnnotationRule> read_annotations(const Place& place,
                                                           const LoadOptions& options,
                                                           Report& report);

}  // namespace tempo_admission::policy
