// The examples of the findings about declared tenants, as the page shows them: each gives what its
// declaration says.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "finding_example.hpp"
#include "tempo/declared/rfc3339.hpp"
#include "tempo_admission/tempo/declared_tenants.hpp"
#include "tempo_admission/tempo/findings.hpp"

namespace tempo_admission::tempo::declared_examples_test {
namespace {

std::vector<const FindingInfo*> declared_findings() {
  auto found = finding_list();
  std::erase_if(found,
                [](const FindingInfo* info) { return !info->code.starts_with("declared/"); });
  return found;
}

DeclaredTenantsSettings settings_of(const FindingExample& example) {
  DeclaredTenantsSettings settings;
  settings.allowed_admin_policies = list_option(example, "admin");
  settings.allowed_wildcard_policies = list_option(example, "wildcard");
  settings.secret_namespaces = list_option(example, "secret-namespaces");
  settings.now = parse_rfc3339(option(example, "now"));
  if (const auto days = option(example, "max-lifetime-days"); !days.empty())
    settings.max_lifetime = std::chrono::days(std::stoi(days));
  return settings;
}

// With a line break after each.
std::string codes_found(const FindingExample& example) {
  std::string codes;
  const auto text = example.file();
  for (const auto& found :
       judge_declared_tenants({{"tenants.yaml", text}}, settings_of(example)).diagnostics)
    codes += found.diagnostic.code + "\n";
  return codes;
}

class DeclaredExamples : public testing::TestWithParam<const FindingInfo*> {};

TEST_P(DeclaredExamples, TheBadOneGivesTheCode) {
  EXPECT_NE(codes_found(GetParam()->bad).find(std::string(GetParam()->code) + "\n"),
            std::string::npos);
}

TEST_P(DeclaredExamples, TheGoodOneDoesNot) {
  EXPECT_EQ(codes_found(GetParam()->good).find(std::string(GetParam()->code) + "\n"),
            std::string::npos);
}

TEST_P(DeclaredExamples, TheBadOneHasTheDeclaredSeverity) {
  const auto text = GetParam()->bad.file();
  const auto settings = settings_of(GetParam()->bad);
  for (const auto& found : judge_declared_tenants({{"tenants.yaml", text}}, settings).diagnostics) {
    if (found.diagnostic.code != GetParam()->code) continue;
    EXPECT_EQ(found.diagnostic.severity, severity_of(GetParam()->effect));
  }
}

std::string name_of(const testing::TestParamInfo<const FindingInfo*>& info) {
  std::string name(info.param->code);
  for (char& c : name)
    if (c == '/' || c == '-') c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, DeclaredExamples, testing::ValuesIn(declared_findings()), name_of);

}  // namespace
}  // namespace tempo_admission::tempo::declared_examples_test
