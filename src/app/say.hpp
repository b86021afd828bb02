// Messages of commands on standard error, in one format.
#pragma once

#include <string>
#include <vector>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

// Prints the error, line by line, and returns exit_cannot_run.
int report_failure(const Error& why);
void say_warnings(const std::vector<std::string>& warnings);

}  // namespace tempo_admission::app
