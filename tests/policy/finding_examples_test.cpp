// The examples of the findings about policy files and of tenants under a policy's rules, as the
// page shows them: each gives what its declaration says.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "finding_example.hpp"
#include "review.hpp"
#include "tempo_admission/policy/findings.hpp"

namespace tempo_admission::policy::finding_examples_test {
namespace {

std::vector<const FindingInfo*> with_examples(std::string_view prefix) {
  auto found = finding_list();
  std::erase_if(found, [&](const FindingInfo* info) {
    return !info->code.starts_with(prefix) || info->bad.text.empty();
  });
  return found;
}

std::string name_of(const testing::TestParamInfo<const FindingInfo*>& info) {
  std::string name(info.param->code);
  for (char& c : name)
    if (c == '/' || c == '-') c = '_';
  return name;
}

// Whether the codes, one a line, have this one.
bool has(const std::string& codes, std::string_view code) {
  return ("\n" + codes).find("\n" + std::string(code) + "\n") != std::string::npos;
}

std::string codes_of_policy(const FindingExample& example) {
  const auto loaded = load_policy(example.file(), {});
  std::string codes;
  for (const auto& found : loaded ? loaded->warnings : loaded.error()) codes += found.code + "\n";
  return codes;
}

class PolicyExamples : public testing::TestWithParam<const FindingInfo*> {};

TEST_P(PolicyExamples, TheBadOneGivesTheCode) {
  EXPECT_TRUE(has(codes_of_policy(GetParam()->bad), GetParam()->code))
      << codes_of_policy(GetParam()->bad);
}

TEST_P(PolicyExamples, TheGoodOneLoadsWithoutAnyFinding) {
  EXPECT_EQ(codes_of_policy(GetParam()->good), "");
}

INSTANTIATE_TEST_SUITE_P(All, PolicyExamples, testing::ValuesIn(with_examples("policy/")), name_of);

// The first document is the part of the rule; the last one the file; one between them the file
// before.
std::string codes_of_tenants(const FindingExample& example) {
  const auto documents = documents_of(example);
  std::string rule;
  std::istringstream lines(documents.front());
  for (std::string line; std::getline(lines, line);) rule += "  " + line + "\n";
  const auto policy = policy_of(
      policy_text(std::string(has_flag(example, "expand-env") ? "tempo: {expandEnv: true}\n" : "") +
                  "mode: enforce\ntenants:\n- name: r\n  selector: {}\n  key: overrides.yaml\n"
                  "  format: overrides\n" +
                  rule));
  const auto object = overrides_map(documents.back());
  const auto review =
      documents.size() == 3 ? update(object, overrides_map(documents[1])) : create(object);
  std::string codes;
  for (const auto& code : codes_of(validate(policy, review))) codes += code + "\n";
  return codes;
}

class TenantExamples : public testing::TestWithParam<const FindingInfo*> {};

TEST_P(TenantExamples, TheBadOneGivesTheCode) {
  EXPECT_TRUE(has(codes_of_tenants(GetParam()->bad), GetParam()->code))
      << codes_of_tenants(GetParam()->bad);
}

TEST_P(TenantExamples, TheGoodOneDoesNot) {
  EXPECT_FALSE(has(codes_of_tenants(GetParam()->good), GetParam()->code));
}

INSTANTIATE_TEST_SUITE_P(All, TenantExamples, testing::ValuesIn(with_examples("tenants/")),
                         name_of);

TEST(PolicyFindings, HaveExamplesButForWhatNoFileAloneShows) {
  std::string without;
  for (const auto* info : finding_list())
    if (info->bad.text.empty() || info->good.text.empty()) without.append(info->code).append("\n");
  EXPECT_EQ(without,
            "configmap/unpacks-too-large\ntempo/version-lowered\ntenants/changer-not-allowed\n"
            "tenants/delete-protected\nconfigmap/leaves-rule\ntenants/more-findings\n");
}

}  // namespace
}  // namespace tempo_admission::policy::finding_examples_test
