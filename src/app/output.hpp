// Standard output and standard error of a command. Every line is cleaned here, so a name from a
// file, a flag or a policy cannot control the terminal or imitate another line. Main thread only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

// Standard streams that the caller closed would otherwise be the next file or socket opened. Call
// first. Reading from and writing to such a stream then fails.
void reserve_standard_streams();

// One line of text on standard output.
void print_line(std::string_view line);
// Bytes of a writer that cleans or escapes what it is given, on standard output, unchanged.
void print_document(std::string_view bytes);

// Reports why the command failed on standard error, a line each, and returns exit_cannot_run.
int report_failure(const std::vector<std::string>& lines);
int report_failure(const Error& why);
void print_warnings(const std::vector<std::string>& warnings);

// The exit code of the command: `code`, unless standard output could not be written. Then it
// reports why and returns exit_cannot_run.
[[nodiscard]] int exit_code_after_output(int code);

}  // namespace tempo_admission::app
