// Warnings for the person who made the request.
#pragma once

#include <string>
#include <vector>

#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::policy {

// Returns warnings for findings in mode warn or enforce that do not deny: few, each safe as an HTTP
// Warning header.
[[nodiscard]] std::vector<std::string> caller_warnings(const std::vector<Finding>& findings);

}  // namespace tempo_admission::policy
