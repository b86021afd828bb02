#include "policy/load/finding_codes.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tempo_admission::policy {
namespace {

TEST(FindingCodes, AreSortedAndUnique) {
  const auto& codes = finding_codes();
  EXPECT_GT(codes.size(), 100U);
  for (std::size_t i = 1; i < codes.size(); ++i) EXPECT_LT(codes[i - 1].name, codes[i].name);
}

TEST(FindingCodes, AreThoseOfObjectsAndNotOfPolicyFiles) {
  const auto& codes = finding_codes();
  EXPECT_TRUE(std::none_of(codes.begin(), codes.end(), [](const FindingCode& code) {
    return code.name.starts_with("policy/");
  }));
  for (const auto* name :
       {"yaml/syntax", "overrides/unknown-field", "declared/bad-name", "service/would-patch",
        "tenants/too-many", "configmap/not-gzip", "tempo/version-older", "manifest/not-json"})
    EXPECT_NE(find_code(name), nullptr) << name;
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
