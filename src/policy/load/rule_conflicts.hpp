// Finds rules that set one annotation to different values and may both match a Service.
#pragma once

#include <vector>

#include "policy/load/policy_reader.hpp"
#include "policy/model/model.hpp"

namespace tempo_admission::policy {

// `places[i]` is the position of services[i]. Reports a warning for each pair and key.
void warn_of_conflicts(const Model& model, const std::vector<Place>& places, Report& report);

}  // namespace tempo_admission::policy
