// What the person behind a request is told although it was allowed.
#pragma once

#include <string>
#include <vector>

#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

// Of findings in warn and enforce that do not deny; few, each fit for an HTTP warning.
[[nodiscard]] std::vector<std::string> caller_warnings(const std::vector<Finding>& findings);

}  // namespace tempo_admission::policy
