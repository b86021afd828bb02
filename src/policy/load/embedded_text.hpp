// Files from src/policy that are compiled into the program, by name.
#pragma once

#include <string_view>

namespace tempo_admission::policy {

// Empty if the name is unknown. Valid for the life of the program.
[[nodiscard]] std::string_view embedded_text(std::string_view name);

}  // namespace tempo_admission::policy
