// Finds rules that name one annotation with different values and can both match a Service.
#pragma once

#include <vector>

#include "policy/load/policy_reader.hpp"
#include "policy/model/model.hpp"

namespace tempo_admission::policy {

// `places[i]` is where services[i] stands. Notes a warning for each pair and key.
void warn_of_conflicts(const Model& model, const std::vector<Place>& places, Report& report);

}  // namespace tempo_admission::policy
