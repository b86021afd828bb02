#include "app/explain/finding_page.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "app/explain/finding_index.hpp"

namespace tempo_admission::app::finding_page_test {
namespace {

TEST(FindingIndex, HasEachCodeOnce) {
  std::set<std::string_view> codes;
  for (const auto* info : all_findings())
    EXPECT_TRUE(codes.insert(info->code).second) << info->code;
  EXPECT_GT(codes.size(), 100U);
}

TEST(FindingIndex, EachHasOneLineOfMeaningAndSaysWhyItMatters) {
  for (const auto* info : all_findings()) {
    EXPECT_FALSE(info->meaning.empty()) << info->code;
    EXPECT_EQ(info->meaning.find('\n'), std::string_view::npos) << info->code;
    EXPECT_FALSE(info->meaning.ends_with('.')) << info->code;
    EXPECT_GT(info->why.size(), 20U) << info->code;
    EXPECT_TRUE(info->why.ends_with('.')) << info->code;
  }
}

TEST(FindingIndex, FindsTheCodeThatWasMeant) {
  EXPECT_EQ(nearest_code("overrides/unknwon-field"), "overrides/unknown-field");
  EXPECT_EQ(nearest_code("no-rate-limit"), "overrides/no-rate-limit");
  EXPECT_EQ(nearest_code("no-rate-limits"), "overrides/no-rate-limit");
  EXPECT_EQ(nearest_code("something-else-entirely"), std::nullopt);
}

TEST(FindingPage, SaysSeverityMeaningReasonAndExamples) {
  const FindingInfo info{.code = "room/what",
                         .effect = Effect::warning,
                         .meaning = "a thing",
                         .otherwise = "error if asked",
                         .why = "\nBecause it matters.",
                         .bad = {"version=2.10", "\na: 1"},
                         .good = {{}, "\na: 2"}};
  EXPECT_EQ(page_section(info),
            "### room/what\n\n*warning; error if asked*: a thing.\n\nBecause it matters.\n\n"
            "Bad (`version=2.10`):\n\n```yaml\na: 1\n```\n\nGood:\n\n```yaml\na: 2\n```\n");
}

TEST(FindingPage, NamesWhatTempoDoes) {
  EXPECT_EQ(severity_words(*find_finding("overrides/unknown-field")), "error, Tempo refuses");
  EXPECT_EQ(severity_words(*find_finding("overrides/null-tenant")), "error, Tempo crashes");
  EXPECT_EQ(severity_words(*find_finding("declared/bad-name")), "error");
}

TEST(FindingPage, LinksToTheSection) {
  EXPECT_EQ(page_link(*find_finding("yaml/syntax")), "overrides.md#yamlsyntax");
  EXPECT_EQ(page_link(*find_finding("declared/bad-name")), "declared-tenants.md#declaredbad-name");
  EXPECT_EQ(page_link(*find_finding("service/would-patch")),
            "policy-findings.md#servicewould-patch");
}

TEST(FindingPage, IsPartOfTheListOfAll) {
  const auto all = nlohmann::json::parse(all_pages_as_json());
  ASSERT_EQ(all.size(), all_findings().size());
  EXPECT_EQ(all[0]["code"], all_findings()[0]->code);
  EXPECT_EQ(all[0]["markdown"], page_section(*all_findings()[0]));
}

}  // namespace
}  // namespace tempo_admission::app::finding_page_test
