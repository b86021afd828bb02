#include "app/report/report_formats.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/report/one_typo.hpp"

namespace tempo_admission::app {
namespace {

TEST(SarifReport, NamesTheFileAsAReference) {
  const auto json = nlohmann::json::parse(write_sarif(one_typo()));
  const auto& result = json["runs"][0]["results"][0];
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "a%20dir/m.yaml");
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["region"]["startLine"], 12);
  EXPECT_EQ(result["ruleId"], json["runs"][0]["tool"]["driver"]["rules"][0]["id"]);
}

TEST(SarifReport, SaysWhenTempoDies) {
  Report report = one_typo();
  report.results[0].findings[0].finding.what.tempo_fatal = Fatal::later;
  const auto sarif = nlohmann::json::parse(write_sarif(report));
  EXPECT_EQ(sarif["runs"][0]["results"][0]["properties"]["tempoFatal"], "later");
}

}  // namespace
}  // namespace tempo_admission::app
