// Reads a file or standard input. Knows nothing of the content.
#pragma once

#include <cstddef>
#include <string>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

inline constexpr std::size_t input_limit_bytes = 256U << 20;

// regular: for files that a running server reads again. Anything else is an error, so that reading
// never waits for the writer of a FIFO.
enum class FileKind : bool { any, regular };

// "-" is standard input. Blocks until the end of the file; signals are still delivered. Error:
// "FILE: why", also if it is larger than max_bytes.
[[nodiscard]] Result<std::string> read_input(const std::string& file,
                                             std::size_t max_bytes = input_limit_bytes,
                                             FileKind kind = FileKind::any);

}  // namespace tempo_admission::app
