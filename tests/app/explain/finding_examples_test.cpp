// The examples of the findings about Services, ConfigMaps and manifests, as the page shows them:
// `check` reports what their declarations say.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "app/check/checker.hpp"
#include "app/check/manifests.hpp"
#include "app/explain/finding_index.hpp"
#include "finding_example.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::app::finding_examples_test {
namespace {

std::vector<const FindingInfo*> findings_of_manifests() {
  std::vector<const FindingInfo*> found;
  for (const auto* info : all_findings())
    for (const std::string_view prefix : {"service/", "configmap/", "tempo/", "manifest/"})
      if (info->code.starts_with(prefix) && !info->bad.text.empty()) found.push_back(info);
  return found;
}

// The rule that the example comes with, as a policy, or the head of a policy for every ConfigMap;
// else the default policy.
std::string policy_of(const FindingExample& example) {
  const auto documents = documents_of(example);
  const std::string head = "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\nmode: enforce\n";
  if (documents.front().starts_with("# the policy\n"))
    return head + documents.front() +
           "tenants:\n- name: rule\n  selector: {}\n  key: overrides.yaml\n"
           "  format: overrides\n";
  if (!documents.front().starts_with("# the rule\n"))
    return std::string(*policy::preset("default"));
  std::string text = head + "services:\n- name: rule\n  selector: {}\n";
  std::istringstream lines(documents.front());
  for (std::string line; std::getline(lines, line);) text += "  " + line + "\n";
  return text;
}

std::string manifest_of(const FindingExample& example) {
  auto text = documents_of(example).back();
  const std::string padding = "PADDING";
  if (const auto size = option(example, "padded-to"); !size.empty())
    text.replace(text.find(padding), padding.size(), std::string(std::stoul(size), 'x'));
  return text;
}

// One a line.
std::string codes_found(const FindingExample& example) {
  policy::LoadOptions options;
  if (option(example, "mode") == "audit") options.ceiling = policy::Mode::audit;
  auto loaded = policy::load_policy(policy_of(example), options);
  if (!loaded) return "no policy: " + loaded.error().front().message;
  const auto text = manifest_of(example);
  const LineIndex lines(text);
  const auto subjects = read_manifests(text, lines, "default");
  if (!subjects) return subjects.error().code + "\n";
  const bool validates = option(example, "phase") == "validate";
  Checker checker(std::move(loaded->policy),
                  validates ? std::optional(kube::Phase::validate) : std::nullopt);
  std::string codes;
  for (const auto& subject : *subjects) {
    const auto result = checker.check(subject, lines);
    if (!result) return result.error().message;
    if (!*result) continue;
    for (const auto& found : (*result)->findings) codes += found.finding.what.code + "\n";
  }
  return codes;
}

bool gives(const FindingExample& example, std::string_view code) {
  return ("\n" + codes_found(example)).find("\n" + std::string(code) + "\n") != std::string::npos;
}

class ManifestExamples : public testing::TestWithParam<const FindingInfo*> {};

TEST_P(ManifestExamples, TheBadOneGivesTheCode) {
  EXPECT_TRUE(gives(GetParam()->bad, GetParam()->code)) << codes_found(GetParam()->bad);
}

TEST_P(ManifestExamples, TheGoodOneGivesNothing) {
  EXPECT_EQ(codes_found(GetParam()->good), "");
}

std::string name_of(const testing::TestParamInfo<const FindingInfo*>& info) {
  std::string name(info.param->code);
  for (char& c : name)
    if (c == '/' || c == '-') c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, ManifestExamples, testing::ValuesIn(findings_of_manifests()),
                         name_of);

}  // namespace
}  // namespace tempo_admission::app::finding_examples_test
