// What the commands tell a person beside their result: on the standard error stream, one voice.
#pragma once

#include <string>
#include <vector>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

// Prints why, line by line, and gives the exit code for it.
int cannot_run(const Error& why);
void say_warnings(const std::vector<std::string>& warnings);

}  // namespace tempo_admission::app
