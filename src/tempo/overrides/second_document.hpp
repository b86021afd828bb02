// Locates the second document of a YAML file. Knows nothing of what the first one says.
#pragma once

#include <string_view>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission::tempo {

// The line of the "---" that starts it, or of what follows the "..." that ends the first. Unknown
// if the file is UTF-16. Call only if the yaml room reported more_documents().
[[nodiscard]] Position find_second_document(std::string_view text);

}  // namespace tempo_admission::tempo
