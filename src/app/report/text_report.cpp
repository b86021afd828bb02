// The report for people: every finding with its position, its line and a caret below.
#include <algorithm>
#include <string_view>

#include "app/report/report_formats.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::size_t excerpt_columns = 100;
constexpr std::size_t columns_before_caret = 60;

// A window of one line, one column per code point. "..." marks where the line is cut.
std::string window(std::string_view line, std::size_t from) {
  std::string shown(from > 0 ? "..." : "");
  line = skip_code_points(line, from + shown.size());
  for (auto columns = shown.size(); columns < excerpt_columns && !line.empty(); ++columns) {
    const CodePoint next = first_code_point(line);
    shown += line.substr(0, next.length);
    line.remove_prefix(next.length);
  }
  if (!line.empty()) shown += "...";
  return shown;
}

void put_excerpt(TerminalText& text, const ReportedFinding& reported) {
  if (reported.excerpt.empty()) return;
  const Position position = reported.in_file.value_or(reported.finding.what.position);
  const std::size_t before = position.column == 0 ? 0 : position.column - 1;
  const std::size_t from = before > columns_before_caret ? before - columns_before_caret : 0;
  std::string number = std::to_string(position.line);
  number.insert(0, 6 - std::min<std::size_t>(number.size(), 6), ' ');
  text.put(number + " | ", Style::dim).put(window(reported.excerpt, from)).end_line();
  text.put("       | ", Style::dim).put(std::string(before - from, ' ')).put("^", Style::red);
  text.end_line();
}

std::string location(const CheckResult& result, const ReportedFinding& reported) {
  std::string text = result.file + ':';
  if (!reported.in_file) return text + std::to_string(result.line) + ": ";
  return text + std::to_string(reported.in_file->line) + ':' +
         std::to_string(reported.in_file->column) + ": ";
}

// "rule overrides (enforce), overrides.yaml:4:7 team-a.ingestion.rate_limit_byte": the path names
// the tenant even if several share the line through an alias or merge key.
std::string origin(const policy::Finding& finding) {
  std::string text = "rule " + finding.rule + " (" + std::string(to_string(finding.mode)) + ")";
  if (finding.key.empty()) return text;
  const auto& [line, column] = finding.what.position;
  text += ", " + finding.key;
  if (finding.what.position.known())
    text += ':' + std::to_string(line) + ':' + std::to_string(column);
  if (finding.what.path.empty()) return text;
  return text + ' ' + finding.what.path;
}

// A hint may end in YAML to paste, so its further lines are prefixed with spaces only.
void put_hint(TerminalText& text, std::string_view hint) {
  while (hint.ends_with('\n')) hint.remove_suffix(1);
  if (hint.empty()) return;
  const LineIndex lines(hint);
  text.put("       = ", Style::dim).put("hint: ").put(lines.line(1)).end_line();
  for (std::uint32_t line = 2; line <= lines.line_count(); ++line) {
    text.put("         ").put(lines.line(line)).end_line();
  }
}

void put_finding(TerminalText& text, const CheckResult& result, const ReportedFinding& reported) {
  const policy::Finding& finding = reported.finding;
  const bool error = finding.what.severity == Severity::error;
  text.put("  ").put(location(result, reported), Style::bold);
  text.put(error ? "error: " : "warning: ", error ? Style::red : Style::yellow);
  text.put(finding.what.message).put(" ").put("[" + finding.what.code + "]", Style::dim);
  text.end_line();
  put_excerpt(text, reported);
  put_hint(text, finding.what.hint);
  text.put("       = " + origin(finding), Style::dim).end_line();
}

void put_patch(TerminalText& text, const CheckResult& result) {
  const auto add = [&text](const std::string& key, const std::string& value) {
    text.put("  ").put("+ " + key + ": \"" + value + "\"", Style::green).end_line();
  };
  for (const kube::PatchOp& op : result.patch) {
    if (const auto* value = std::get_if<std::string>(&op.value)) {
      add(op.path, *value);
      continue;
    }
    for (const auto& [key, value] : std::get<1>(op.value)) add(key, value);
  }
}

std::string tempo_verdict(const CheckResult& result) {
  if (result.tempo_version.empty()) return {};
  if (!result.tempo_accepts) return ", not read to the end";
  const std::string tempo =
      ", Tempo " + result.tempo_version + " (" + result.tempo_version_from + ")";
  if (!*result.tempo_accepts) return tempo + " rejects it";
  return tempo + (result.tempo_runs == false ? " loads it and crashes later" : " loads it");
}

void put_result(TerminalText& text, const CheckResult& result) {
  text.put(result.kind + ' ' + result.namespace_name + '/' + result.name, Style::bold);
  text.put("  " + result.file + ':' + std::to_string(result.line), Style::dim).put("  ");
  if (result.allowed) {
    text.put(result.patch.empty() ? "allowed" : "patched", Style::green);
  } else {
    text.put("denied", Style::red);
  }
  text.put(tempo_verdict(result)).end_line();
  put_patch(text, result);
  for (const ReportedFinding& reported : result.findings) put_finding(text, result, reported);
  text.end_line();
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string summary_text(const Report& report) {
  const Summary summary = summarize(report);
  return counted(report.files, "file") + ", " + counted(report.objects, "object") + ", " +
         std::to_string(report.results.size()) +
         " selected by a rule: " + std::to_string(summary.allowed) + " allowed (" +
         std::to_string(summary.patched) + " patched), " + std::to_string(summary.denied) +
         " denied; " + counted(summary.errors, "error") + ", " +
         counted(summary.warnings, "warning");
}

}  // namespace

std::string write_text(const Report& report, Colour colour) {
  TerminalText text(colour);
  for (const CheckResult& result : report.results) put_result(text, result);
  text.put(summary_text(report)).end_line();
  return text.take();
}

}  // namespace tempo_admission::app
