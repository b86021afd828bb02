#include "app/check/check_command.hpp"

#include <filesystem>
#include <map>
#include <system_error>
#include <utility>
#include <variant>

#include "app/check/checker.hpp"
#include "app/check/helm_values.hpp"
#include "app/check/manifests.hpp"
#include "app/check/overrides_file.hpp"
#include "app/exit_code.hpp"
#include "app/explain/explain_command.hpp"
#include "app/input_file.hpp"
#include "app/output.hpp"
#include "app/policy_source.hpp"
#include "app/report/report_formats.hpp"

namespace tempo_admission::app {
namespace {

Subjects read_subjects(const CheckCommand& command, const policy::Policy& policy,
                       const std::string& text, const LineIndex& lines) {
  switch (command.input) {
    case InputKind::overrides:
      return read_overrides_file(text, policy, command.namespace_name);
    case InputKind::helm_values:
      return read_helm_values(text, lines, policy, command.namespace_name);
    case InputKind::manifests:
      break;
  }
  return read_manifests(text, lines, command.namespace_name);
}

// A rule selects its own example unless the namespace is exempt or the selector contradicts itself.
std::string not_selected(const std::string& file) {
  return file + ": the policy exempts this namespace, or its rule selects nothing";
}

// Reports end up in CI logs, so values of fromFile entries are replaced by their file's name.
void hide_values(std::vector<kube::PatchOp>& patch,
                 const std::map<std::string, std::string>& file_of_value) {
  const auto hide = [&file_of_value](std::string& value) {
    const auto file = file_of_value.find(value);
    if (file != file_of_value.end()) value = "<from file " + file->second + ">";
  };
  for (kube::PatchOp& op : patch) {
    if (auto* value = std::get_if<std::string>(&op.value)) {
      hide(*value);
      continue;
    }
    for (auto& entry : std::get<std::map<std::string, std::string>>(op.value)) hide(entry.second);
  }
}

Result<void> check_file(const CheckCommand& command, const std::string& file, Checker& checker,
                        Report& report) {
  std::error_code unknown;  // read_input() says why a file cannot be read
  if (file != "-" && std::filesystem::is_directory(file, unknown)) {
    return failure(file + ": is a directory; specify the files in it");
  }
  const auto text = read_input(file);
  if (!text) return tl::unexpected(text.error());
  const LineIndex lines(*text);
  const auto subjects = read_subjects(command, checker.policy_in_use(), *text, lines);
  if (!subjects) return failure(describe(file, subjects.error()));

  ++report.files;
  for (const Subject& subject : *subjects) {
    auto result = checker.check(subject, lines);
    if (!result) {
      return failure(file + ':' + std::to_string(subject.line) +
                     ": the webhook cannot process this object: " + result.error().message);
    }
    ++report.objects;
    if (!*result && command.input != InputKind::manifests) return failure(not_selected(file));
    if (!*result) continue;
    (*result)->file = file;
    report.results.push_back(**std::move(result));
  }
  return {};
}

int exit_code(const Summary& summary, FailOn fail_on) {
  if (fail_on == FailOn::never) return exit_ok;
  if (summary.errors > 0) return exit_findings;
  return fail_on == FailOn::warning && summary.warnings > 0 ? exit_findings : exit_ok;
}

}  // namespace

// An unreadable file does not hide the results of the others, but the run fails.
int run(const CheckCommand& command) {
  if (!command.explain.empty()) return explain(command.explain, command.format);
  auto loaded = load_chosen_policy(command.policy);
  if (!loaded) return report_failure(loaded.error());
  print_warnings(loaded->warnings);

  Checker checker(std::move(loaded->policy), command.phase);
  Report report;
  bool every_file_judged = true;
  for (const std::string& file : command.files) {
    if (const auto checked = check_file(command, file, checker, report); !checked) {
      report_failure(checked.error());
      every_file_judged = false;
    }
  }
  for (CheckResult& result : report.results) hide_values(result.patch, loaded->file_of_value);
  print_document(write_report(report, command.format, command.fail_on));
  return every_file_judged ? exit_code(summarize(report), command.fail_on) : exit_cannot_run;
}

}  // namespace tempo_admission::app
