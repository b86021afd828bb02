// Edits of findings, mapped to the file and reported.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "app/check/checker.hpp"
#include "app/check/manifests.hpp"
#include "app/report/report_formats.hpp"
#include "apply_edits.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::app::edits_test {
namespace {

constexpr const char* head =
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n"
    "  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/version: 3.0.3}\ndata:\n";

Report checked(const std::string& manifest) {
  const LineIndex lines(manifest);
  Checker checker(std::move(policy::load_policy(*policy::preset("default"))->policy), std::nullopt);
  Report report;
  const auto subjects = read_manifests(manifest, lines, "default");
  for (const auto& subject : *subjects) {
    auto result = checker.check(subject, lines);
    if (result && *result) report.results.push_back(**std::move(result));
  }
  return report;
}

// The manifest with the edits of the first finding that has some; "" if one cannot be mapped.
std::string fixed(const std::string& manifest) {
  for (const auto& result : checked(manifest).results) {
    for (const auto& found : result.findings) {
      if (found.edits_in_file.empty()) continue;
      std::vector<Edit> edits;
      for (const auto& edit : found.edits_in_file) {
        if (!edit) return "";
        edits.push_back(*edit);
      }
      return applied(manifest, edits);
    }
  }
  return "no edits";
}

TEST(EditsInFile, MapALiteralBlock) {
  const std::string before = "  overrides.yaml: |\n    overrides:\n      t: {ingestions: {}}\n";
  const std::string after = "  overrides.yaml: |\n    overrides:\n      t: {ingestion: {}}\n";
  EXPECT_EQ(fixed(head + before), head + after);
}

TEST(EditsInFile, IndentWhatHasSeveralLines) {
  const std::string before =
      "  overrides.yaml: |\n    overrides:\n      t:\n        ingestion_rate_limit_bytes: 1\n"
      "        ingestion_burst_size_bytes: 2\n";
  const std::string after =
      "  overrides.yaml: |\n    overrides:\n      t:\n        ingestion:\n"
      "          rate_limit_bytes: 1\n          burst_size_bytes: 2\n";
  EXPECT_EQ(fixed(head + before), head + after);
}

TEST(EditsInFile, MapAQuotedStringUnlessTheReplacementNeedsEscapes) {
  const std::string line = "  overrides.yaml: \"overrides: {t: {ingestions: {}}}\"\n";
  const std::string after = "  overrides.yaml: \"overrides: {t: {ingestion: {}}}\"\n";
  EXPECT_EQ(fixed(head + line), head + after);
  EXPECT_EQ(fixed(head + std::string("  overrides.yaml: \"overrides: {0123: {ingestion: "
                                     "{rate_limit_bytes: 1, burst_size_bytes: 1}}}\"\n")),
            "");
}

TEST(EditsInFile, AreUnknownInAFoldedString) {
  EXPECT_EQ(
      fixed(head + std::string("  overrides.yaml: >\n    overrides: {t: {ingestions: {}}}\n")), "");
}

TEST(Reports, HaveTheEdits) {
  const auto report = checked(
      head + std::string("  overrides.yaml: |\n    overrides:\n      t: {ingestions: {}}\n"));
  const auto json = nlohmann::json::parse(write_json(report));
  nlohmann::json edits;
  for (const auto& found : json["results"][0]["findings"])
    if (found["code"] == "overrides/unknown-field") edits = found["edits"];
  EXPECT_EQ(edits, nlohmann::json::parse(R"([{"line": 2, "column": 7, "endLine": 2,
      "endColumn": 17, "replacement": "ingestion", "inFile": {"line": 9, "column": 11,
      "endLine": 9, "endColumn": 21, "replacement": "ingestion"}}])"));

  const auto sarif = nlohmann::json::parse(write_sarif(report));
  for (const auto& found : sarif["runs"][0]["results"]) {
    if (found["ruleId"] != "overrides/unknown-field") continue;
    const auto& change = found["fixes"][0]["artifactChanges"][0];
    EXPECT_EQ(change["replacements"][0]["insertedContent"]["text"], "ingestion");
    EXPECT_EQ(change["replacements"][0]["deletedRegion"]["startLine"], 9);
  }
}

TEST(Reports, ExplainTheRulesInSarif) {
  const auto report = checked(head + std::string("  overrides.yaml: |\n    overrides: {t: }\n"));
  const auto sarif = nlohmann::json::parse(write_sarif(report));
  const auto& rules = sarif["runs"][0]["tool"]["driver"]["rules"];
  ASSERT_FALSE(rules.empty());
  for (const auto& rule : rules) {
    EXPECT_NE(rule["shortDescription"]["text"], "");
    EXPECT_THAT(rule["help"]["markdown"].get<std::string>(),
                testing::StartsWith("### " + rule["id"].get<std::string>()));
  }
}

}  // namespace
}  // namespace tempo_admission::app::edits_test
