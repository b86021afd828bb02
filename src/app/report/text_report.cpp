// The report for people: every finding with its position, its line and a caret below.
#include <algorithm>
#include <string_view>

#include "app/report/report_formats.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/utf8.hpp"
#include "tempo_admission/kube/status.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::size_t message_limit_bytes = 8192;
constexpr std::size_t excerpt_columns = 100;
constexpr std::size_t columns_before_caret = 60;

class Paint {
 public:
  explicit Paint(Colour colour) : on_(colour == Colour::always) {}
  [[nodiscard]] std::string bold(std::string_view text) const { return wrap("1", text); }
  [[nodiscard]] std::string red(std::string_view text) const { return wrap("1;31", text); }
  [[nodiscard]] std::string yellow(std::string_view text) const { return wrap("1;33", text); }
  [[nodiscard]] std::string green(std::string_view text) const { return wrap("32", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return wrap("2", text); }

 private:
  [[nodiscard]] std::string wrap(std::string_view style, std::string_view text) const {
    if (!on_) return std::string(text);
    return "\x1b[" + std::string(style) + 'm' + std::string(text) + "\x1b[0m";
  }
  bool on_;
};

std::string clean(std::string_view text) {
  return kube::clean_text(text, message_limit_bytes);
}

// A window of one line, one column per code point; control characters are replaced. "..." marks
// where the line is cut.
std::string window(std::string_view line, std::size_t from) {
  std::string shown(from > 0 ? "..." : "");
  line = skip_code_points(line, from + shown.size());
  for (auto columns = shown.size(); columns < excerpt_columns && !line.empty(); ++columns) {
    const CodePoint next = first_code_point(line);
    const bool control = next.value < 0x20 || (next.value >= 0x7F && next.value < 0xA0);
    if (!next.valid) {
      shown += "\xEF\xBF\xBD";
    } else if (control) {
      shown += ' ';
    } else {
      shown += line.substr(0, next.length);
    }
    line.remove_prefix(next.length);
  }
  if (!line.empty()) shown += "...";
  return shown;
}

std::string excerpt(const ReportedFinding& reported, const Paint& paint) {
  if (reported.excerpt.empty()) return {};
  const Position spot = reported.in_file.value_or(reported.finding.what.position);
  const std::size_t before = spot.column == 0 ? 0 : spot.column - 1;
  const std::size_t from = before > columns_before_caret ? before - columns_before_caret : 0;
  std::string number = std::to_string(spot.line);
  number.insert(0, 6 - std::min<std::size_t>(number.size(), 6), ' ');
  return paint.dim(number + " | ") + window(reported.excerpt, from) + '\n' +
         paint.dim("       | ") + std::string(before - from, ' ') + paint.red("^") + '\n';
}

std::string place(const CheckResult& result, const ReportedFinding& reported) {
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
  // A tenant's name may contain line ends and must not imitate a line of our output.
  std::string path = finding.what.path;
  std::replace(path.begin(), path.end(), '\n', ' ');
  return text + ' ' + path;
}

// A hint may end in YAML to paste, so its further lines are prefixed with spaces only.
std::string hint_text(std::string_view hint, const Paint& paint) {
  while (hint.ends_with('\n')) hint.remove_suffix(1);
  const LineIndex lines(hint);
  std::string text = paint.dim("       = ") + "hint: " + clean(lines.line(1)) + '\n';
  for (std::uint32_t line = 2; line <= lines.line_count(); ++line) {
    text += "         " + clean(lines.line(line)) + '\n';
  }
  return text;
}

std::string finding_text(const CheckResult& result, const ReportedFinding& reported,
                         const Paint& paint) {
  const policy::Finding& finding = reported.finding;
  const bool error = finding.what.severity == Severity::error;
  std::string text = "  " + paint.bold(clean(place(result, reported)));
  text += error ? paint.red("error: ") : paint.yellow("warning: ");
  text += clean(finding.what.message) + ' ' + paint.dim("[" + finding.what.code + "]") + '\n';
  text += excerpt(reported, paint);
  if (!finding.what.hint.empty()) text += hint_text(finding.what.hint, paint);
  text += paint.dim("       = " + clean(origin(finding))) + '\n';
  return text;
}

std::string patch_text(const CheckResult& result, const Paint& paint) {
  std::string text;
  const auto add = [&](std::string_view key, std::string_view value) {
    text += "  " + paint.green("+ " + clean(key) + ": \"" + clean(value) + "\"") + '\n';
  };
  for (const kube::PatchOp& op : result.patch) {
    if (const auto* value = std::get_if<std::string>(&op.value)) {
      add(op.path, *value);
      continue;
    }
    for (const auto& [key, value] : std::get<1>(op.value)) add(key, value);
  }
  return text;
}

std::string verdict(const CheckResult& result, const Paint& paint) {
  std::string text = result.allowed ? paint.green(result.patch.empty() ? "allowed" : "patched")
                                    : paint.red("denied");
  if (result.tempo_version.empty()) return text;
  const std::string tempo =
      "Tempo " + result.tempo_version + " (" + result.tempo_version_from + ")";
  if (!result.tempo_accepts) return text + ", not read to the end";
  if (!*result.tempo_accepts) return text + ", " + tempo + " refuses it";
  return text + ", " + tempo +
         (result.tempo_runs == false ? " loads it and dies of it" : " loads it");
}

std::string result_text(const CheckResult& result, const Paint& paint) {
  std::string text =
      paint.bold(clean(result.kind + ' ' + result.namespace_name + '/' + result.name));
  text += paint.dim(clean("  " + result.file + ':' + std::to_string(result.line))) + "  ";
  text += verdict(result, paint) + '\n' + patch_text(result, paint);
  for (const ReportedFinding& reported : result.findings) {
    text += finding_text(result, reported, paint);
  }
  return text + '\n';
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
         counted(summary.warnings, "warning") + '\n';
}

}  // namespace

std::string write_text(const Report& report, Colour colour) {
  const Paint paint(colour);
  std::string text;
  for (const CheckResult& result : report.results) text += result_text(result, paint);
  return text + summary_text(report);
}

}  // namespace tempo_admission::app
