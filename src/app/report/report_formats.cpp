#include "app/report/report_formats.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace tempo_admission::app {
namespace {

// https://no-color.org: set and not empty, whatever its value.
Colour colour_for_standard_output() {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return Colour::never;
  const char* terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return Colour::never;
  return ::isatty(STDOUT_FILENO) != 0 ? Colour::always : Colour::never;
}

}  // namespace

std::string write_report(const Report& report, ReportFormat format, FailOn fail_on) {
  switch (format) {
    case ReportFormat::json:
      return write_json(report);
    case ReportFormat::sarif:
      return write_sarif(report);
    case ReportFormat::junit:
      return write_junit(report, fail_on);
    case ReportFormat::text:
      break;
  }
  return write_text(report, colour_for_standard_output());
}

}  // namespace tempo_admission::app
