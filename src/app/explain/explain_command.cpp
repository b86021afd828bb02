#include "app/explain/explain_command.hpp"

#include "app/exit_code.hpp"
#include "app/explain/finding_index.hpp"
#include "app/explain/finding_page.hpp"
#include "app/output.hpp"

namespace tempo_admission::app {
namespace {

int unknown_code(const std::string& code) {
  std::string text = "--explain: unknown code '" + code + "'";
  if (const auto near = nearest_code(code)) text += "; did you mean '" + std::string(*near) + "'?";
  return report_failure(Error{text});
}

void print_all() {
  for (const auto* info : all_findings())
    print_line(std::string(info->code) + ": " + severity_words(*info) + ": " +
               std::string(info->meaning));
}

}  // namespace

int explain(const std::string& code, ReportFormat format) {
  if (code == "all") {
    if (format == ReportFormat::json)
      print_document(all_pages_as_json());
    else
      print_all();
    return exit_ok;
  }
  const auto* info = find_finding(code);
  if (info == nullptr) return unknown_code(code);
  print_document(page_section(*info) + "\nSee docs/" + page_link(*info) + '\n');
  return exit_ok;
}

}  // namespace tempo_admission::app
