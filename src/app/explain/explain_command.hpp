// `check --explain`: prints what a finding means.
#pragma once

#include <string>

#include "app/command.hpp"

namespace tempo_admission::app {

// `code` is a finding's code, or "all". Returns the exit code.
[[nodiscard]] int explain(const std::string& code, ReportFormat format);

}  // namespace tempo_admission::app
