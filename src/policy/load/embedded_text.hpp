// The files below src/policy that are compiled in, by name.
#pragma once

#include <string_view>

namespace tempo_admission::policy {

// Empty where there is no such file.
[[nodiscard]] std::string_view embedded_text(std::string_view name);

}  // namespace tempo_admission::policy
