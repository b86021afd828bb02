// Where the second document of a YAML text begins. Knows nothing of what the first one says.
#pragma once

#include <string_view>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission::tempo {

// The line of the "---" that begins it, or what follows the "..." that ends the first. Not known
// where the text is UTF-16. To be asked only of a text that the yaml room read and said has more
// documents.
[[nodiscard]] Position find_second_document(std::string_view text);

}  // namespace tempo_admission::tempo
