#include "app/report/report_formats.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/report/one_typo.hpp"

namespace tempo_admission::app {
namespace {

TEST(JsonReport, SaysWhenTempoDies) {
  Report report = one_typo();
  report.results[0].findings[0].finding.what.tempo_fatal = Fatal::later;
  const auto result = nlohmann::json::parse(write_json(report))["results"][0];
  EXPECT_EQ(result["tempoRuns"], false);
  EXPECT_EQ(result["findings"][0]["tempoFatal"], "later");
}

TEST(JsonReport, SaysNullForWhatIsNotKnown) {
  Report report = one_typo();
  report.results[0].tempo_accepts.reset();
  report.results[0].tempo_runs.reset();
  report.results[0].tempo_version.clear();
  report.results[0].findings[0].in_file.reset();
  const auto json = nlohmann::json::parse(write_json(report));
  EXPECT_TRUE(json["results"][0]["tempoAccepts"].is_null());
  EXPECT_TRUE(json["results"][0]["tempoRuns"].is_null());
  EXPECT_TRUE(json["results"][0]["findings"][0]["tempoFatal"].is_null());
  EXPECT_TRUE(json["results"][0]["tempoVersion"].is_null());
  EXPECT_TRUE(json["results"][0]["findings"][0]["fileLine"].is_null());
  EXPECT_EQ(json["results"][0]["findings"][0]["line"], 2);
}

}  // namespace
}  // namespace tempo_admission::app
