// The formats of a report. Each ends with a newline, and cleans what comes from files.
#pragma once

#include <string>

#include "app/command.hpp"
#include "app/report/report.hpp"
#include "app/terminal_text.hpp"

namespace tempo_admission::app {

// Text is coloured if standard output is a terminal, unless NO_COLOR is set.
[[nodiscard]] std::string write_report(const Report& report, ReportFormat format, FailOn fail_on);

[[nodiscard]] std::string write_text(const Report& report, Colour colour);
[[nodiscard]] std::string write_json(const Report& report);
// Static Analysis Results Interchange Format 2.1.0, for code scanning.
[[nodiscard]] std::string write_sarif(const Report& report);
// One test case per object; findings that `fail_on` selects are failures.
[[nodiscard]] std::string write_junit(const Report& report, FailOn fail_on);

}  // namespace tempo_admission::app
