// Recorded data of the tests, committed as gzip files. Knows nothing of what is tested.
#pragma once

#include <string>

namespace tempo_admission {

// The unpacked text of a file, by its path under tests/. Throws where there is no such file.
[[nodiscard]] std::string recorded_text(const std::string& file);

}  // namespace tempo_admission
