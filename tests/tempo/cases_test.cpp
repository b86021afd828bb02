// Overrides files and their findings, as pairs case.yaml and case.out next to the tests of the
// source they are about. A first line "# judged for: 2.10, expanding variables" changes the
// settings.
#include <gtest/gtest.h>

#include <string>

#include "cases.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo::cases_test {
namespace {

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

OverridesSettings settings_in(const std::string& text) {
  const auto line = first_line(text);
  const auto has = [&](std::string_view words) { return line.find(words) != std::string::npos; };
  OverridesSettings settings;
  if (!line.starts_with("# judged for: ")) return settings;
  for (const auto version : known_versions)
    if (has(std::string(to_string(version)))) settings.version = version;
  settings.expand_env = has("expanding variables");
  settings.legacy_overrides = has("legacy overrides enabled");
  if (has("with forwarders")) settings.forwarders = {"kafka", "otlp"};
  if (has("three replicas")) settings.replication_factor = 3;
  return settings;
}

std::string indented(std::string_view text) {
  std::string lines = "  ";
  for (const char c : text) {
    lines += c;
    if (c == '\n') lines += "  ";
  }
  return lines + "\n";
}

std::string output_of(const Diagnostic& what) {
  std::string text = std::to_string(what.position.line) + ":" +
                     std::to_string(what.position.column) + ": " +
                     (what.severity == Severity::error ? "error: " : "warning: ") + what.message +
                     " [" + what.code + "]\n";
  if (!what.path.empty()) text += indented("at " + what.path);
  if (!what.hint.empty()) text += indented("hint: " + what.hint);
  return text;
}

std::string answer(std::optional<bool> known) {
  if (!known) return "unknown";
  return *known ? "yes" : "no";
}

std::string output_of(const std::string& text) {
  const auto settings = settings_in(text);
  const auto judgement = judge_overrides(text, settings);
  std::string output;
  for (const auto& what : judgement.diagnostics) output += output_of(what);
  return output + "Tempo " + std::string(to_string(settings.version)) +
         " loads it: " + answer(judgement.tempo_accepts) +
         ", runs with it: " + answer(judgement.tempo_runs) + "\n";
}

class OverridesCase : public testing::TestWithParam<std::string> {};

TEST_P(OverridesCase, GivesExactlyTheseFindings) {
  const auto output = output_of(case_text(GetParam()));
  EXPECT_EQ(output, expected_output(GetParam(), output)) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Pairs, OverridesCase, testing::ValuesIn(case_names("tempo")),
                         [](const auto& test) { return case_label(test.param); });

}  // namespace
}  // namespace tempo_admission::tempo::cases_test
