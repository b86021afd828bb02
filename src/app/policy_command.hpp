// `tempo-admission policy`: validates and prints policies without judging anything.
#pragma once

#include "app/command.hpp"

namespace tempo_admission::app {

[[nodiscard]] int run(const PolicyValidateCommand& command);
[[nodiscard]] int run(const PolicyPrintCommand& command);
[[nodiscard]] int run(const PolicySchemaCommand& command);

}  // namespace tempo_admission::app
