// A file's bytes, or those of the standard input. Knows nothing of what they mean.
#pragma once

#include <cstddef>
#include <string>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

inline constexpr std::size_t input_limit_bytes = 256U << 20;

// "-" is the standard input. Error: "FILE: why", also for more than max_bytes.
[[nodiscard]] Result<std::string> read_input(const std::string& file,
                                             std::size_t max_bytes = input_limit_bytes);

}  // namespace tempo_admission::app
