#include "policy/load/finding_codes.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "test_data.hpp"

namespace tempo_admission::policy {
namespace {

// The rows "| `code` | severity | what it says |" of docs/findings.md, with " stops" appended if
// the finding stops Tempo.
std::vector<std::string> codes_of_the_page() {
  std::ifstream page(test_data() / "../docs/findings.md");
  std::vector<std::string> codes;
  for (std::string line; std::getline(page, line);) {
    const auto end = line.find("` | ");
    if (!line.starts_with("| `") || line.starts_with("| `policy/")) continue;
    const auto severity = line.substr(end, line.find(" |", end + 4) - end);
    const bool stops = severity.ends_with("Tempo refuses") || severity.ends_with("Tempo dies");
    codes.push_back(line.substr(3, end - 3) + (stops ? " stops" : ""));
  }
  return codes;
}

TEST(FindingCodes, AreThoseOfThePageButForPolicyFiles) {
  std::vector<std::string> codes;
  for (const auto& code : finding_codes())
    codes.push_back(std::string(code.name) + (code.stops_tempo ? " stops" : ""));
  EXPECT_EQ(codes, codes_of_the_page());
}

TEST(FindingCodes, AreFoundByName) {
  ASSERT_NE(find_code("overrides/null-tenant"), nullptr);
  EXPECT_TRUE(find_code("overrides/null-tenant")->stops_tempo);
  EXPECT_TRUE(find_code("overrides/unknown-field")->stops_tempo);
  EXPECT_FALSE(find_code("overrides/negative-number")->stops_tempo);
  EXPECT_EQ(find_code("overrides/null-tenent"), nullptr);
}

}  // namespace
}  // namespace tempo_admission::policy
